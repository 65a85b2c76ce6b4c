import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const consentGiver = codeList({
  id: 'CL-40',
  name: 'consent-giver',
  version: 1,
  class: 'statistic',
  title: { fr: 'Auteur du consentement', en: 'Consent givers' },
  source: 'Amana; mapped to Primero',
  codes: {
    INDIVIDUAL: { fr: 'La personne elle-même', en: 'The person', primero: 'individual' },
    CAREGIVER: { fr: 'La personne qui s’en occupe', en: 'Caregiver', primero: 'caregiver' },
    LEGAL_GUARDIAN: { fr: 'Tuteur légal', en: 'Legal guardian', primero: 'legal_guardian' },
    JUDGE: { fr: 'Juge', en: 'Judge', primero: 'judge' },
    OTHER: { fr: 'Autre', en: 'Other', primero: 'other' },
    ...technicalValues,
  },
});

export type ConsentGiver = CodeOf<typeof consentGiver>;
