import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const careArrangement = codeList({
  id: 'CL-32',
  name: 'care-arrangement',
  version: 1,
  class: 'statistic',
  title: { fr: 'Modes de prise en charge', en: 'Care arrangements' },
  source: 'Amana; mapped to Primero',
  codes: {
    PARENTS: { fr: 'Parents', en: 'Parents', primero: 'parent_s' },
    STEP_PARENT: { fr: 'Beau-parent', en: 'Step-parent', primero: 'step_parent' },
    CUSTOMARY_CAREGIVERS: { fr: 'Tuteurs coutumiers', en: 'Customary caregivers', primero: 'customary_caregiver_s' },
    ADULT_SIBLING: { fr: 'Frère ou sœur adulte', en: 'Adult sibling', primero: 'adult_sibling' },
    KINSHIP_CARE_EXTENDED_FAMILY: { fr: 'Famille élargie', en: 'Extended family', primero: 'kinship_care_extended_family' },
    FOSTER_CARE: { fr: 'Famille d’accueil', en: 'Foster care', primero: 'foster_care' },
    RESIDENTIAL_CARE: { fr: 'Placement en institution', en: 'Residential care', primero: 'residential_care' },
    KAFALA: { fr: 'Kafala', en: 'Kafala', primero: 'kafala' },
    INDEPENDENT_LIVING: { fr: 'Vie autonome', en: 'Independent living', primero: 'independent_living' },
    CHILD_HEADED_HOUSEHOLD: { fr: 'Ménage dirigé par un enfant', en: 'Child-headed household', primero: 'child_headed_household' },
    UNRELATED_ADULT: { fr: 'Adulte sans lien de parenté', en: 'Unrelated adult', primero: 'unrelated_adult' },
    NO_CARE_ARRANGEMENT: { fr: 'Aucune prise en charge', en: 'No care arrangement', primero: 'no_care_arrangement' },
    OTHER: { fr: 'Autre', en: 'Other', primero: 'other' },
    ...technicalValues,
  },
});

export type CareArrangement = CodeOf<typeof careArrangement>;
