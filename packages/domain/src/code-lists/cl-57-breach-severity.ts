import { codeList, type CodeOf } from './code-list.ts';

/** The place or the identity of a victim exposed is `S4_CRITICAL`. */
export const breachSeverity = codeList({
  id: 'CL-57',
  name: 'breach-severity',
  version: 1,
  class: 'clear',
  title: { fr: 'Gravité d’une violation de données', en: 'Severity of a data breach' },
  source: 'Amana',
  codes: {
    S1_LOW: { fr: 'Faible', en: 'Low' },
    S2_MEDIUM: { fr: 'Moyenne', en: 'Medium' },
    S3_HIGH: { fr: 'Élevée', en: 'High' },
    S4_CRITICAL: { fr: 'Critique', en: 'Critical' },
  },
});

export type BreachSeverity = CodeOf<typeof breachSeverity>;
