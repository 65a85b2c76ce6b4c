import { agencyOf } from '../../agency/agency-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { clear, optional } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { Id } from '../../formats.ts';
import { isKnown } from '../../is-known.ts';
import { reject } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { identificationEvents, identificationFact } from './events.ts';

const beforeConsent: readonly string[] = ['VITAL_INTERESTS', 'PUBLIC_TASK'];

/** Begins the case, for the own agency or for the one that will carry it on. Consent cannot come before the stream. */
export const identifyPerson = commandOn(caseAggregate)({
  name: 'IdentifyPerson',
  creates: true,
  controller: (body, actor) => body.forAgencyId ?? actor.agencyId,
  roles: ['FIRST_RESPONDER', 'CASEWORKER', 'PROFILER'],
  fields: { ...identificationEvents.PersonIdentified.fields, forAgencyId: optional(clear(Id)) },
  rules: ['I-01'],
  capabilities: ['CAP-01', 'CAP-49'],
  summary: { fr: 'Identifier une personne', en: 'Identify a person' },
  example: {
    personId: '0193c5a0-0000-7000-8000-0000000be501',
    channel: 'POLICE_INTERCEPTION',
    place: { country: 'NER', admin1: 'NE-7', locality: 'Gare routière' },
    indicators: ['CHILD_ALONE_TRAVELLING_WITH_ADULTS'],
    wayOfArrival: 'PUSHBACK_EXPULSION',
  },
  context: ({ body, actor }) => ({
    forAgency: agencyOf(body.forAgencyId ?? actor.agencyId),
  }),
  decide: ({ body, frame, state, context }) => {
    const { forAgencyId, ...data } = body;
    const basis = (frame.legalBasis ?? []).some((code) => beforeConsent.includes(code));
    return (
      firstRefusal(
        state.stream.revision === 'no-stream' ? undefined : reject('STREAM_EXISTS'),
        basis ? undefined : reject('LEGAL_BASIS_MISSING', {}, ['/legalBasis']),
        isKnown(forAgencyId, context.forAgency, '/forAgencyId'),
      ) ?? accept(identificationFact('PersonIdentified', data), { rules: ['I-01'] })
    );
  },
});
