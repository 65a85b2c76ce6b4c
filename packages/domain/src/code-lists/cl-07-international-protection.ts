import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const internationalProtection = codeList({
  id: 'CL-07',
  name: 'international-protection',
  version: 1,
  class: 'statistic',
  title: { fr: 'Protection internationale', en: 'International protection' },
  source: 'HTCDS v2.0, guidance on migration (IOM, CC BY 4.0); codes ours; mapped to Primero',
  codes: {
    ASYLUM_SEEKER: { fr: 'Demandeur d’asile', en: 'Asylum seeker', primero: 'asylum_seeker' },
    REFUGEE: { fr: 'Réfugié', en: 'Refugee', primero: 'refugee' },
    COMPLEMENTARY_PROTECTION: { fr: 'Protection complémentaire', en: 'Complementary protection' },
    STATELESS: { fr: 'Apatride', en: 'Stateless person', primero: 'stateless_person' },
    NONE: { fr: 'Aucune', en: 'None' },
    ...technicalValues,
  },
});

export type InternationalProtection = CodeOf<typeof internationalProtection>;
