import { agencyOf } from '../agency/agency-of.ts';
import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { clear } from '../field-tree.ts';
import { firstRefusal } from '../first-refusal.ts';
import { Id } from '../formats.ts';
import { isKnown } from '../is-known.ts';
import { reject } from '../rejection.ts';
import { centreEvents, centreFact } from './events.ts';
import { placesAddUp } from './guards.ts';
import { centreAggregate } from './state.ts';

/** The coordination registers a centre for the agency that runs it: that one is its controller, and only its cases may name it. */
export const registerCentre = commandOn(centreAggregate)({
  name: 'RegisterCentre',
  creates: true,
  controller: (body) => body.agencyId,
  roles: ['NATIONAL_COORD'],
  fields: { ...centreEvents.CentreRegistered.fields, agencyId: clear(Id) },
  rules: [],
  capabilities: ['CAP-14'],
  summary: { fr: 'Enregistrer un centre', en: 'Register a centre' },
  example: {
    agencyId: '0193c5a0-0000-7000-8000-00000000a9e1',
    name: { fr: 'Centre d’accueil de Zinder', en: 'Zinder reception centre' },
    zone: 'Africa/Niamey',
    country: 'NER',
    admin1: 'NE-7',
    capacity: 60,
    minorCapacity: 40,
  },
  context: ({ body }) => ({ agency: agencyOf(body.agencyId) }),
  decide: ({ body, state, context }) => {
    const { agencyId: _controller, ...data } = body;
    return (
      firstRefusal(
        state.stream.revision === 'no-stream' ? undefined : reject('STREAM_EXISTS'),
        isKnown(body.agencyId, context.agency, '/agencyId'),
        placesAddUp(body),
      ) ?? accept(centreFact('CentreRegistered', data))
    );
  },
});
