import { codeList, type CodeOf } from './code-list.ts';

/** States of the main machine. NRM pillars: 1 identification and protection, 2 individual support, 3 social inclusion. */
export const caseState = codeList({
  id: 'CASE-STATE',
  name: 'case-state',
  version: 1,
  class: 'clear',
  title: { fr: 'États du cas', en: 'Case states' },
  source: 'Amana; mapped to HTCDS v2.0 cas_Status (IOM, CC BY 4.0), Primero and the pillars of the OSCE/ODIHR NRM handbook',
  codes: {
    IDENTIFIED: { fr: 'Identifié', en: 'Identified', htcds: 'Active', primero: 'new', nrmPillars: [1], open: true },
    SCREENED_OUT: { fr: 'Sans indice retenu', en: 'Screened out', htcds: 'Closed', primero: 'closed', nrmPillars: [1] },
    REGISTERED: { fr: 'Enregistré', en: 'Registered', htcds: 'Active', primero: 'new', nrmPillars: [1], open: true },
    IN_ASSESSMENT: {
      fr: 'Évaluation en cours',
      en: 'In assessment',
      htcds: 'Active',
      primero: 'assessment',
      nrmPillars: [1, 2],
      open: true,
    },
    ASSESSED: { fr: 'Évalué', en: 'Assessed', htcds: 'Active', primero: 'assessment', nrmPillars: [2], open: true },
    PLANNED: { fr: 'Plan approuvé', en: 'Planned', htcds: 'Active', primero: 'case_plan', nrmPillars: [2], open: true },
    IN_ASSISTANCE: { fr: 'En assistance', en: 'In assistance', htcds: 'Active', primero: 'service_provision', nrmPillars: [2], open: true },
    REINTEGRATING: {
      fr: 'En réintégration',
      en: 'Reintegrating',
      htcds: 'Active',
      primero: 'service_provision',
      nrmPillars: [3],
      open: true,
    },
    FOLLOW_UP: { fr: 'En suivi', en: 'Follow-up', htcds: 'FollowUp', primero: 'services_implemented', nrmPillars: [3], open: true },
    CLOSED: { fr: 'Clos', en: 'Closed', htcds: 'Closed', primero: 'closed', nrmPillars: [] },
    TRANSFERRED: { fr: 'Clos, transféré', en: 'Closed, transferred', htcds: 'ClosedReferred', primero: 'transferred', nrmPillars: [] },
  },
});

export type CaseState = CodeOf<typeof caseState>;

/** Begun and not ended. Without a first event there is no state, so nothing is open. */
export const isOpenState = (status: CaseState | undefined): boolean => status !== undefined && 'open' in caseState.codes[status];
