import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { agencyEvents, agencyFact } from './events.ts';
import { agencyIsActive } from './guards.ts';
import { agencyAggregate } from './state.ts';

/** From now on nobody refers to it (I-63), and it opens no case (I-05). What was sent to it before stays with it until it is revoked. */
export const suspendAgency = commandOn(agencyAggregate)({
  name: 'SuspendAgency',
  roles: ['NATIONAL_COORD'],
  fields: agencyEvents.AgencySuspended.fields,
  rules: ['I-05', 'I-63'],
  summary: { fr: 'Suspendre une agence', en: 'Suspend an agency' },
  example: { reason: 'ACCREDITATION_EXPIRED' },
  decide: ({ body, state }) => firstRefusal(agencyIsActive(state)) ?? accept(agencyFact('AgencySuspended', body)),
});
