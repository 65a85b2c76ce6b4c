import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const refusalReason = codeList({
  id: 'CL-42',
  name: 'refusal-reason',
  version: 1,
  class: 'statistic',
  title: { fr: 'Motifs de refus ou de rétention d’information', en: 'Reasons to refuse or to withhold information' },
  source: 'Amana',
  codes: {
    FEAR_OF_HARM: { fr: 'Crainte d’un préjudice pour soi ou autrui', en: 'Fear of harm to oneself or others' },
    WANTS_TO_SPEAK_THEMSELVES: { fr: 'Souhaite en parler soi-même', en: 'Wants to speak about it in person' },
    FEAR_OF_AUTHORITIES: { fr: 'Crainte des autorités', en: 'Fear of the authorities' },
    FAMILY_PRESSURE: { fr: 'Pression familiale', en: 'Family pressure' },
    NO_TRUST: { fr: 'Manque de confiance', en: 'No trust' },
    OTHER: { fr: 'Autre', en: 'Other' },
    ...technicalValues,
  },
});

export type RefusalReason = CodeOf<typeof refusalReason>;
