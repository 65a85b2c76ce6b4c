import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { reject } from '../rejection.ts';
import { agencyEvents, agencyFact } from './events.ts';
import { agencyAggregate } from './state.ts';

/** Ends a suspension. An agency that nobody registered has none: it would be active without a country, a kind or a mandate. */
export const reinstateAgency = commandOn(agencyAggregate)({
  name: 'ReinstateAgency',
  roles: ['NATIONAL_COORD'],
  fields: agencyEvents.AgencyReinstated.fields,
  rules: ['I-05', 'I-63'],
  summary: { fr: 'Rétablir une agence', en: 'Reinstate an agency' },
  example: {},
  decide: ({ state }) =>
    firstRefusal(
      state.profile.registered ? undefined : reject('UNKNOWN_REFERENCE'),
      state.profile.active ? reject('AGENCY_ACTIVE') : undefined,
    ) ?? accept(agencyFact('AgencyReinstated', {})),
});
