import { codeList, type CodeOf } from './code-list.ts';

export const declineReason = codeList({
  id: 'CL-30',
  name: 'decline-reason',
  version: 1,
  class: 'clear',
  title: { fr: 'Motifs de refus d’un référencement', en: 'Reasons to decline a referral' },
  source: 'Amana',
  codes: {
    CAPACITY_FULL: { fr: 'Capacité atteinte', en: 'No capacity left' },
    NOT_OUR_MANDATE: { fr: 'Hors de notre mandat', en: 'Not our mandate' },
    OUT_OF_AREA: { fr: 'Hors de notre zone', en: 'Out of our area' },
    MISSING_INFORMATION: { fr: 'Informations manquantes', en: 'Information missing' },
    PERSON_UNREACHABLE: { fr: 'Personne injoignable', en: 'Person cannot be reached' },
    SAFETY_CONCERN: { fr: 'Risque pour la sécurité', en: 'Safety concern' },
    ALREADY_SERVED: { fr: 'Déjà prise en charge', en: 'Already served' },
    NO_CONSENT_FOR_US: { fr: 'Pas de consentement pour notre organisation', en: 'No consent for our organisation' },
  },
});

export type DeclineReason = CodeOf<typeof declineReason>;
