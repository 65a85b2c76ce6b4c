import { codeList, type CodeOf } from './code-list.ts';

/** A decision of the panel, so no technical values. */
export const bestInterestsDecision = codeList({
  id: 'CL-35',
  name: 'best-interests-decision',
  version: 1,
  class: 'statistic',
  title: { fr: 'Décisions d’intérêt supérieur', en: 'Best-interests decisions' },
  source: 'Amana, after the UNHCR Best Interests Procedure',
  codes: {
    REUNIFICATION: { fr: 'Réunification familiale', en: 'Family reunification' },
    FAMILY_CARE_ELSEWHERE: { fr: 'Prise en charge familiale ailleurs', en: 'Family care elsewhere' },
    INTERIM_CARE: { fr: 'Prise en charge provisoire', en: 'Interim care' },
    RETURN_WITH_SUPPORT: { fr: 'Retour avec appui', en: 'Return with support' },
    NO_RETURN: { fr: 'Pas de retour', en: 'No return' },
    MORE_INFORMATION: { fr: 'Complément d’information requis', en: 'More information needed' },
  },
});

export type BestInterestsDecision = CodeOf<typeof bestInterestsDecision>;
