import { codeList, type CodeOf } from './code-list.ts';

export const referralOutcome = codeList({
  id: 'CL-31',
  name: 'referral-outcome',
  version: 1,
  class: 'clear',
  title: { fr: 'Résultats d’un référencement', en: 'Referral outcomes' },
  source: 'Amana',
  codes: {
    SERVED_FULLY: { fr: 'Service entièrement rendu', en: 'Served fully' },
    SERVED_PARTLY: { fr: 'Service partiellement rendu', en: 'Served partly' },
    REFERRED_ONWARD: { fr: 'Réorientée', en: 'Referred onward' },
    PERSON_DECLINED: { fr: 'Refus de la personne', en: 'Declined by the person' },
    NO_SHOW: { fr: 'Ne s’est pas présentée', en: 'Did not come' },
    NOT_ELIGIBLE: { fr: 'Non éligible', en: 'Not eligible' },
    STILL_ONGOING: { fr: 'Toujours en cours', en: 'Still ongoing' },
  },
});

export type ReferralOutcome = CodeOf<typeof referralOutcome>;
