import { codeList, type CodeOf } from './code-list.ts';

export const notDeliveredReason = codeList({
  id: 'CL-25',
  name: 'not-delivered-reason',
  version: 1,
  class: 'clear',
  title: { fr: 'Motifs de non-prestation', en: 'Reasons for a service not delivered' },
  source: 'Amana; mapped to Primero',
  codes: {
    PERSON_DECLINED: { fr: 'Refus de la personne', en: 'Declined by the person', primero: 'referral_declined_by_survivor' },
    SERVICE_UNAVAILABLE: { fr: 'Service indisponible', en: 'Service not available', primero: 'service_unavailable' },
    NO_SHOW: { fr: 'Ne s’est pas présentée', en: 'Did not come' },
    NOT_ELIGIBLE: { fr: 'Non éligible', en: 'Not eligible', primero: 'service_not_applicable' },
    FUNDING: { fr: 'Financement manquant', en: 'No funding' },
    SECURITY: { fr: 'Insécurité', en: 'Security' },
    DUPLICATE: { fr: 'Doublon', en: 'Duplicate' },
  },
});

export type NotDeliveredReason = CodeOf<typeof notDeliveredReason>;
