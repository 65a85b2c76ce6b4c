import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';

/** Decisions of the ANLTP/TIM are `NonPoliceGovernmentalOrganization`. */
export const decidingOrganisation = codeList({
  id: 'CL-08b',
  name: 'deciding-organisation',
  version: 1,
  class: 'clear',
  title: { fr: 'Organisation qui décide du statut', en: 'Organisation deciding the status' },
  source: htcdsSource('vic_TraffickingStatusDecisionMakingOrg'),
  codes: {
    ...htcdsCodes('vic_TraffickingStatusDecisionMakingOrg', {
      Police: { fr: 'Police' },
      NGO: { fr: 'ONG' },
      CourtOrProsecution: { fr: 'Tribunal ou parquet' },
      NonPoliceGovernmentalOrganization: { fr: 'Organisme public autre que la police' },
      Other: { fr: 'Autre' },
    }),
  },
});

export type DecidingOrganisation = CodeOf<typeof decidingOrganisation>;
