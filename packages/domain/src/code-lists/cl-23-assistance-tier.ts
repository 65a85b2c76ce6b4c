import { codeList, type CodeOf } from './code-list.ts';

/** `ONE_OFF` is derived from `oneOff`; it does not count as a needs-based service. */
export const assistanceTier = codeList({
  id: 'CL-23',
  name: 'assistance-tier',
  version: 1,
  class: 'clear',
  title: { fr: 'Niveaux d’assistance', en: 'Assistance tiers' },
  source: 'IOM COMPASS reporting',
  codes: {
    COMPREHENSIVE: { fr: 'Assistance complète (avec gestion de cas)', en: 'Comprehensive (case-managed)' },
    HUMANITARIAN_DIRECT: { fr: 'Assistance humanitaire et directe', en: 'Humanitarian and direct assistance' },
    ONE_OFF: { fr: 'Assistance ponctuelle', en: 'One-off assistance' },
  },
});

export type AssistanceTier = CodeOf<typeof assistanceTier>;
