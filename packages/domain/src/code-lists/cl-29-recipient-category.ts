import { codeList, type CodeOf } from './code-list.ts';

/** `aggregatesOnly`: may get figures, never a record about a person. `neverAllowed`: no consent opens this way. */
export const recipientCategory = codeList({
  id: 'CL-29',
  name: 'recipient-category',
  version: 1,
  class: 'clear',
  title: { fr: 'Catégories de destinataires', en: 'Recipient categories' },
  source: 'Amana; mapped to HTCDS v2.0 org_Type (IOM, CC BY 4.0)',
  codes: {
    POLICE: { fr: 'Police', en: 'Police', htcds: 'LawEnforcement' },
    BORDER_FORCE: { fr: 'Police aux frontières', en: 'Border force', htcds: 'LawEnforcement' },
    PROSECUTION: { fr: 'Parquet', en: 'Prosecution', htcds: 'LegalService' },
    COURT: { fr: 'Tribunal', en: 'Court', htcds: 'LegalService' },
    LEGAL_AID: { fr: 'Aide juridictionnelle', en: 'Legal aid', htcds: 'LegalService' },
    HEALTH: { fr: 'Structure de santé', en: 'Health service', htcds: 'HealthServiceOrganisation' },
    SOCIAL_AFFAIRS: {
      fr: 'Affaires sociales',
      en: 'Social affairs',
      htcds: ['CentralGovernmentOrganisation', 'LocalGovernmentOrganisation'],
    },
    CHILD_PROTECTION: {
      fr: 'Protection de l’enfance',
      en: 'Child protection',
      htcds: ['CentralGovernmentOrganisation', 'LocalGovernmentOrganisation'],
    },
    EDUCATION: { fr: 'Établissement scolaire', en: 'School or college', htcds: 'SchoolOrCollege' },
    NGO: { fr: 'ONG', en: 'NGO', htcds: 'NGO' },
    SHELTER: { fr: 'Centre d’accueil', en: 'Shelter', htcds: 'NGO' },
    IOM: { fr: 'OIM', en: 'IOM', htcds: 'NGO' },
    UN_AGENCY: { fr: 'Agence des Nations Unies', en: 'UN agency', htcds: 'NGO' },
    RED_CROSS: { fr: 'Croix-Rouge et Croissant-Rouge', en: 'Red Cross and Red Crescent', htcds: 'NGO' },
    FOREIGN_AGENCY: { fr: 'Agence étrangère', en: 'Foreign agency', htcds: 'CentralGovernmentOrganisation' },
    IMMIGRATION: { fr: 'Service d’immigration', en: 'Immigration service', htcds: 'ImmigrationService' },
    EMPLOYER: { fr: 'Employeur', en: 'Employer', htcds: 'CorporateBusiness' },
    CORPORATE: { fr: 'Entreprise', en: 'Company', htcds: 'CorporateBusiness' },
    RESEARCH: { fr: 'Recherche', en: 'Research', aggregatesOnly: true },
    DONOR: { fr: 'Bailleur', en: 'Donor', aggregatesOnly: true },
    FAMILY: { fr: 'Famille', en: 'Family' },
    MEDIA: { fr: 'Médias', en: 'Media', neverAllowed: true },
  },
});

export type RecipientCategory = CodeOf<typeof recipientCategory>;
