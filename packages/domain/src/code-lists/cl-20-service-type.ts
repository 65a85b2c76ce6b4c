import { codeList, type CodeOf } from './code-list.ts';

/**
 * `urgent`: allowed from `REGISTERED` on, before any plan. `health`: who needs or got it lets the person's health be known, so it
 * leaves with the category HEALTH only (CL-38, I-62).
 */
export const serviceType = codeList({
  id: 'CL-20',
  name: 'service-type',
  version: 1,
  class: 'field',
  title: { fr: 'Types de services', en: 'Service types' },
  source: 'Amana; mapped to HTCDS v2.0 spl_Type (IOM, CC BY 4.0), Primero and the Inter-Agency Referral Form',
  codes: {
    SHELTER: { fr: 'Hébergement', en: 'Shelter', htcds: 'SocialCare', primero: 'safehouse_service', iarf: 'Shelter', urgent: true },
    FOOD: { fr: 'Alimentation', en: 'Food', htcds: 'SocialCare', primero: 'food_service', iarf: 'Food security', urgent: true },
    NFI: {
      fr: 'Articles non alimentaires',
      en: 'Non-food items',
      htcds: 'SocialCare',
      primero: 'nfi_clothes_shoes_service',
      iarf: 'Core relief items',
      urgent: true,
    },
    MEDICAL: {
      fr: 'Santé',
      en: 'Health / medical',
      htcds: 'Health',
      primero: 'health_medical_service',
      iarf: 'Health/Medical/Nutrition',
      urgent: true,
      health: true,
    },
    MHPSS: {
      fr: 'Santé mentale et appui psychosocial',
      en: 'Mental health and psychosocial support',
      htcds: 'Health',
      primero: 'psychosocial_service',
      iarf: 'MHPSS',
      urgent: true,
      health: true,
    },
    LEGAL: {
      fr: 'Assistance juridique',
      en: 'Legal assistance',
      htcds: 'Legal',
      primero: 'legal_assistance_service',
      iarf: 'Legal assistance',
    },
    RECREATION: { fr: 'Loisirs', en: 'Recreation', htcds: 'RightsBasedTraining', primero: 'other_service' },
    CASE_MANAGEMENT: {
      fr: 'Gestion de cas',
      en: 'Case management',
      htcds: 'SocialCare',
      primero: 'child_protection_service',
      iarf: 'Child support',
    },
    FAMILY_TRACING: {
      fr: 'Recherche familiale',
      en: 'Family tracing',
      htcds: 'SocialCare',
      primero: 'family_mediation_service',
      iarf: 'Family tracing',
    },
    // The spelling of the Primero id is its own.
    REUNIFICATION: {
      fr: 'Réunification familiale',
      en: 'Family reunification',
      htcds: 'SocialCare',
      primero: 'family_seunification_service',
      iarf: 'Family tracing',
    },
    FAMILY_MEDIATION: { fr: 'Médiation familiale', en: 'Family mediation', htcds: 'SocialCare', primero: 'family_mediation_service' },
    EDUCATION: { fr: 'Éducation', en: 'Education', htcds: 'Education', primero: 'education_service', iarf: 'Livelihoods/Education' },
    VOCATIONAL: { fr: 'Formation professionnelle', en: 'Vocational training', htcds: 'Education', primero: 'livelihoods_service' },
    LIVELIHOOD: { fr: 'Moyens de subsistance', en: 'Livelihood', htcds: 'Livelihood', primero: 'livelihoods_service', iarf: 'Livelihoods' },
    CASH: { fr: 'Aide financière', en: 'Cash assistance', htcds: 'Financial', primero: 'livelihoods_service', iarf: 'Cash assistance' },
    DOCUMENTATION: { fr: 'Documents d’état civil', en: 'Civil documents', htcds: 'Legal', primero: 'registration_service' },
    INTERPRETATION: { fr: 'Interprétation', en: 'Interpretation', htcds: 'SocialCare', primero: 'other_service' },
    TRANSPORT_RETURN: { fr: 'Transport et retour', en: 'Transport and return', htcds: 'SocialCare', primero: 'other_service' },
    CONSULAR: { fr: 'Aide consulaire', en: 'Consular help', htcds: 'Legal', primero: 'other_service' },
    PHYSICAL_SECURITY: {
      fr: 'Sécurité physique et mesures de protection',
      en: 'Physical safety and protection orders',
      htcds: ['LabourExploitationRehabilitation', 'SexualExploitationRehabilitation'],
      primero: 'police_other_service',
      iarf: 'Physical safety',
      urgent: true,
    },
    CHILD_CARE: {
      fr: 'Prise en charge alternative de l’enfant',
      en: 'Alternative care of a child',
      htcds: 'SocialCare',
      primero: 'child_protection_service',
      iarf: 'Child support',
    },
    DISABILITY_SUPPORT: {
      fr: 'Appui aux personnes handicapées',
      en: 'Support for persons with disabilities',
      htcds: 'Health',
      primero: 'other_service',
      iarf: 'Persons with disabilities',
      health: true,
    },
    WASH: {
      fr: 'Eau, hygiène et assainissement',
      en: 'Water, sanitation and hygiene',
      htcds: 'SocialCare',
      primero: 'water_sanitation_service',
    },
    OTHER: { fr: 'Autre', en: 'Other', primero: 'other_service', iarf: 'Other' },
  },
});

export type ServiceType = CodeOf<typeof serviceType>;
