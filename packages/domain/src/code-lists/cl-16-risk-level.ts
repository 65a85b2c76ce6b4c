import { codeList, type CodeOf } from './code-list.ts';

/** Each level is a follow-up interval: a technical value would leave a person without one, so there are none. */
export const riskLevel = codeList({
  id: 'CL-16',
  name: 'risk-level',
  version: 1,
  class: 'statistic',
  title: { fr: 'Niveaux de risque', en: 'Risk levels' },
  source: 'Amana',
  codes: {
    HIGH: { fr: 'Élevé', en: 'High' },
    MEDIUM: { fr: 'Moyen', en: 'Medium' },
    LOW: { fr: 'Faible', en: 'Low' },
  },
});

export type RiskLevel = CodeOf<typeof riskLevel>;
