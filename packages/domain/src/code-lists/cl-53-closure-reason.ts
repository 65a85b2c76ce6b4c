import { codeList, type CodeOf } from './code-list.ts';

/** `earlyExit`: closes from any open state, open referrals are revoked. A decision of the agency, so no technical values. */
export const closureReason = codeList({
  id: 'CL-53',
  name: 'closure-reason',
  version: 1,
  class: 'statistic',
  title: { fr: 'Motifs de clôture', en: 'Closure reasons' },
  source: 'IOM Reintegration Handbook, HTCDS v2.0 (IOM, CC BY 4.0) and Amana; mapped to HTCDS cas_Status and Primero',
  codes: {
    GOALS_ACHIEVED: { fr: 'Objectifs atteints', en: 'Goals achieved', htcds: 'Closed' },
    FORMAL_CLOSURE: { fr: 'Fin de la période d’appui', en: 'End of the support period', htcds: 'Closed', primero: 'formal_closing' },
    PERSON_WITHDREW: { fr: 'Arrêt choisi par la personne', en: 'Person chose to stop', htcds: 'Closed', earlyExit: true },
    NO_LONGER_ELIGIBLE: { fr: 'Ne remplit plus les critères', en: 'No longer meets the criteria', htcds: 'Closed' },
    TRANSFERRED: {
      fr: 'Transféré à une autre organisation',
      en: 'Transferred to another agency',
      htcds: 'ClosedReferred',
      primero: 'transferred',
      earlyExit: true,
    },
    REPATRIATED: { fr: 'Retour au pays d’origine', en: 'Returned to country of origin', htcds: 'Closed', primero: 'repatriated' },
    LEFT_AREA: { fr: 'Parti ou remigré', en: 'Moved away or re-migrated', htcds: 'Closed' },
    LOST_CONTACT: { fr: 'Perdu de vue', en: 'Lost contact', htcds: 'Closed', primero: 'not_seen_during_verification', earlyExit: true },
    DECEASED: { fr: 'Décès', en: 'Death', htcds: 'Closed', primero: 'death_of_child', earlyExit: true },
    NEGATIVE_REPERCUSSION: {
      fr: 'L’appui a causé un préjudice ou un risque',
      en: 'Support caused harm or risk',
      htcds: 'Closed',
      earlyExit: true,
    },
    FUNDING_ENDED: { fr: 'Fin du programme', en: 'Programme ended', htcds: 'Closed' },
    SECURITY: { fr: 'Services arrêtés pour insécurité', en: 'Services stopped for security', htcds: 'Closed', earlyExit: true },
    UNSUITABLE_OR_BARRIER: { fr: 'Service inadapté ou obstacle', en: 'Service not suitable or barrier', htcds: 'Closed' },
    NOT_A_VICTIM: { fr: 'Pas de traite retenue', en: 'No trafficking found', htcds: 'Closed' },
    DUPLICATE: { fr: 'Doublon', en: 'Duplicate record', htcds: 'Closed', primero: 'duplicate', earlyExit: true },
    OPENED_IN_ERROR: { fr: 'Ouvert par erreur', en: 'Opened in error', htcds: 'Closed', earlyExit: true },
  },
});

export type ClosureReason = CodeOf<typeof closureReason>;
