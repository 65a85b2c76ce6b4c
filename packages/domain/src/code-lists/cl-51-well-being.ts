import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const wellBeing = codeList({
  id: 'CL-51',
  name: 'well-being',
  version: 1,
  class: 'statistic',
  title: { fr: 'Bien-être au suivi', en: 'Well-being at follow-up' },
  source: 'Amana',
  codes: {
    IMPROVED: { fr: 'Amélioré', en: 'Improved' },
    STABLE: { fr: 'Stable', en: 'Stable' },
    WORSENED: { fr: 'Dégradé', en: 'Worsened' },
    ...technicalValues,
  },
});

export type WellBeing = CodeOf<typeof wellBeing>;
