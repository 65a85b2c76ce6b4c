import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { centreEvents, centreFact } from './events.ts';
import { placesAddUp } from './guards.ts';
import { centreAggregate } from './state.ts';

/** Gives both numbers anew. Fewer places than persons is no error: nobody is sent away, and nobody more is let in (I-50). */
export const changeCentreCapacity = commandOn(centreAggregate)({
  name: 'ChangeCentreCapacity',
  roles: ['NATIONAL_COORD'],
  fields: centreEvents.CentreCapacityChanged.fields,
  rules: [],
  capabilities: ['CAP-14'],
  summary: { fr: 'Modifier la capacité d’un centre', en: 'Change the capacity of a centre' },
  example: { capacity: 80, minorCapacity: 50 },
  decide: ({ body }) => placesAddUp(body) ?? accept(centreFact('CentreCapacityChanged', body)),
});
