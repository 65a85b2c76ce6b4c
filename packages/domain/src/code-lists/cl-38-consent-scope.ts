import { codeList, type CodeOf } from './code-list.ts';

/** `deniedForChildren`: no consent or assent opens it for a child. */
export const consentScope = codeList({
  id: 'CL-38',
  name: 'consent-scope',
  version: 1,
  class: 'clear',
  title: { fr: 'Portées du consentement', en: 'Consent scopes' },
  source: 'Amana, after the consent fields of Primero and HTCDS v2.0',
  codes: {
    INTERVIEW: { fr: 'Entretien et dossier', en: 'Interview and case record' },
    CASE_MANAGEMENT: { fr: 'Prise en charge', en: 'Case management services', primero: 'consent_for_services' },
    REFERRAL_SERVICES: { fr: 'Référencement vers des partenaires nommés', en: 'Referral to named partners' },
    SHARING_OTHER_ORGS: {
      fr: 'Partage avec d’autres organisations',
      en: 'Sharing with other organisations',
      primero: 'disclosure_other_orgs',
    },
    TRACING: { fr: 'Recherche familiale', en: 'Family tracing', primero: 'consent_for_tracing' },
    FAMILY_CONTACT: { fr: 'Contact avec la famille', en: 'Contact with family' },
    JUSTICE: { fr: 'Partage avec la chaîne pénale', en: 'Sharing with the justice chain' },
    CROSS_BORDER: { fr: 'Partage avec un pays étranger nommé', en: 'Sharing with a named foreign country' },
    MEDICAL_DATA: { fr: 'Partage des données de santé', en: 'Sharing health data' },
    REINTEGRATION: { fr: 'Plan de réintégration', en: 'Reintegration plan' },
    PHOTO: { fr: 'Photo', en: 'Photo' },
    REPORTING_NON_IDENT: { fr: 'Statistiques non identifiantes', en: 'Non-identifying statistics', primero: 'consent_reporting' },
    RESEARCH: { fr: 'Recherche sous pseudonyme', en: 'Pseudonymised research' },
    TRANSFER: { fr: 'Transfert complet du dossier', en: 'Full case transfer' },
    MEDIA: { fr: 'Contact avec les médias', en: 'Media contact', deniedForChildren: true },
  },
});

export type ConsentScope = CodeOf<typeof consentScope>;
