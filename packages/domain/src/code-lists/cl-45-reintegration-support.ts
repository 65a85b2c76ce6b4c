import { codeList, type CodeOf } from './code-list.ts';

export const reintegrationSupport = codeList({
  id: 'CL-45',
  name: 'reintegration-support',
  version: 1,
  class: 'clear',
  title: { fr: 'Appuis à la réintégration', en: 'Reintegration support' },
  source: 'Amana',
  codes: {
    MICROBUSINESS_KIT: { fr: 'Kit de micro-entreprise', en: 'Micro-business kit' },
    COLLECTIVE_PROJECT: { fr: 'Projet collectif', en: 'Collective project' },
    LIVESTOCK: { fr: 'Élevage', en: 'Livestock' },
    FARM_INPUTS: { fr: 'Intrants agricoles', en: 'Farm inputs' },
    VOCATIONAL_TRAINING: { fr: 'Formation professionnelle', en: 'Vocational training' },
    WAGE_JOB_PLACEMENT: { fr: 'Placement en emploi salarié', en: 'Placement in a paid job' },
    SCHOOL_ENROLMENT: { fr: 'Inscription à l’école', en: 'School enrolment' },
    SCHOOL_KIT: { fr: 'Kit scolaire', en: 'School kit' },
    SCHOOL_FEES: { fr: 'Frais de scolarité', en: 'School fees' },
    APPRENTICESHIP: { fr: 'Apprentissage', en: 'Apprenticeship' },
    HOUSING_REPAIR: { fr: 'Réparation du logement', en: 'Repair of housing' },
    MEDICAL_CARE: { fr: 'Soins médicaux', en: 'Medical care' },
    PSYCHOSOCIAL: { fr: 'Appui psychosocial', en: 'Psychosocial support' },
    CASH_GRANT: { fr: 'Aide en espèces', en: 'Cash grant' },
    CIVIL_DOCUMENT: { fr: 'Document d’état civil', en: 'Civil document' },
  },
});

export type ReintegrationSupport = CodeOf<typeof reintegrationSupport>;
