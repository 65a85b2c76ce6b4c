import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const familyRelation = codeList({
  id: 'CL-33',
  name: 'family-relation',
  version: 1,
  class: 'statistic',
  title: { fr: 'Liens de parenté', en: 'Family relations' },
  source: 'Amana; mapped to Primero',
  codes: {
    MOTHER: { fr: 'Mère', en: 'Mother', primero: 'mother' },
    FATHER: { fr: 'Père', en: 'Father', primero: 'father' },
    AUNT: { fr: 'Tante', en: 'Aunt', primero: 'aunt' },
    UNCLE: { fr: 'Oncle', en: 'Uncle', primero: 'uncle' },
    GRANDMOTHER: { fr: 'Grand-mère', en: 'Grandmother', primero: 'grandmother' },
    GRANDFATHER: { fr: 'Grand-père', en: 'Grandfather', primero: 'grandfather' },
    BROTHER: { fr: 'Frère', en: 'Brother', primero: 'brother' },
    SISTER: { fr: 'Sœur', en: 'Sister', primero: 'sister' },
    HUSBAND: { fr: 'Mari', en: 'Husband', primero: 'husband' },
    WIFE: { fr: 'Épouse', en: 'Wife', primero: 'wife' },
    PARTNER: { fr: 'Partenaire', en: 'Partner', primero: 'partner' },
    OTHER_FAMILY: { fr: 'Autre membre de la famille', en: 'Other relative', primero: 'other_family' },
    OTHER_NONFAMILY: { fr: 'Autre personne, hors famille', en: 'Other person outside the family', primero: 'other_nonfamily' },
    ...technicalValues,
  },
});

export type FamilyRelation = CodeOf<typeof familyRelation>;
