import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';

export const referralReason = codeList({
  id: 'CL-27',
  name: 'referral-reason',
  version: 1,
  class: 'clear',
  title: { fr: 'Motifs de référencement', en: 'Referral reasons' },
  source: htcdsSource('cas_ReasonForOutgoingReferral'),
  codes: {
    ...htcdsCodes('cas_ReasonForOutgoingReferral', {
      AdditionalServicesRequired: { fr: 'Services complémentaires nécessaires' },
      MigrationOrChangeOfLocation: { fr: 'Migration ou changement de lieu' },
      Other: { fr: 'Autre' },
    }),
    INVESTIGATION: { fr: 'Enquête', en: 'Investigation', htcds: 'Other' },
    PROSECUTION: { fr: 'Poursuites', en: 'Prosecution', htcds: 'Other' },
    CROSS_BORDER_RETURN: { fr: 'Retour transfrontalier', en: 'Cross-border return', htcds: 'Other' },
    FAMILY_TRACING: { fr: 'Recherche familiale', en: 'Family tracing', htcds: 'Other' },
    SPECIALISED_CHILD_PROTECTION: { fr: 'Protection spécialisée de l’enfance', en: 'Specialised child protection', htcds: 'Other' },
    MEDICAL_EMERGENCY: { fr: 'Urgence médicale', en: 'Medical emergency', htcds: 'Other' },
  },
});

export type ReferralReason = CodeOf<typeof referralReason>;
