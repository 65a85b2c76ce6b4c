import { codeList, type CodeOf } from './code-list.ts';

export const consentTopic = codeList({
  id: 'CL-39',
  name: 'consent-topic',
  version: 1,
  class: 'clear',
  title: { fr: 'Points d’information avant le consentement', en: 'Consent information topics' },
  source: 'HTCDS v2.0, guidance of con_Consent (IOM, CC BY 4.0); codes ours',
  codes: {
    CONSENT_TO_INTERVIEW: { fr: 'Accord pour l’entretien', en: 'Consent to the interview' },
    PURPOSE_OF_INTERVIEW: { fr: 'But de l’entretien', en: 'Purpose of the interview' },
    USES_OF_DATA: { fr: 'Usages actuels et possibles des données', en: 'Actual and potential uses of the data' },
    NON_IDENTIFYING_RESEARCH_USE: {
      fr: 'Usage de données non identifiantes pour la recherche',
      en: 'Use of non-identifying data for research',
    },
    RIGHT_TO_REQUEST_DATA: { fr: 'Droit de demander ses données à tout moment', en: 'Right to request one’s data at any time' },
    STORAGE_PERIOD: { fr: 'Durée de conservation', en: 'How long the data are stored' },
    WITHDRAWAL_PROCESS: { fr: 'Comment retirer son consentement', en: 'How to withdraw consent' },
  },
});

export type ConsentTopic = CodeOf<typeof consentTopic>;
