import { centreOf } from '../../centre/centre-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isKnown } from '../../is-known.ts';
import { reject } from '../../rejection.ts';
import { caseIsIn, consentsFor, hasConsent, personWasInformed, registered } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { identificationEvents, identificationFact } from './events.ts';

/** Registration comes before any service that is not urgent (I-06); a case that was reopened without it may have gone on by then. */
export const registerPerson = commandOn(caseAggregate)({
  name: 'RegisterPerson',
  roles: ['CASEWORKER', 'CENTRE_MANAGER'],
  fields: identificationEvents.PersonRegistered.fields,
  rules: ['I-02', 'I-06'],
  capabilities: ['CAP-04'],
  summary: { fr: 'Enregistrer la personne', en: 'Register the person' },
  example: { registrationNumber: 'REG-2022-0001', photoTaken: false },
  context: ({ body }) => ({
    centre: body.centreId === undefined ? undefined : centreOf(body.centreId),
  }),
  decide: ({ body, frame, state, context, now }) => {
    const photo = body.photoTaken ? consentsFor(state, 'PHOTO', { frame, now }) : [];
    return (
      firstRefusal(
        state.lifecycle.opened ? undefined : reject('CASE_NOT_OPEN', { state: state.lifecycle.status ?? 'NONE' }),
        state.identification.registrationNumber === undefined ? undefined : reject('STREAM_EXISTS'),
        caseIsIn(state, 'IDENTIFIED', ...registered),
        personWasInformed(state, frame),
        isKnown(body.centreId, context.centre, '/centreId'),
        body.photoTaken ? hasConsent(photo, 'PHOTO') : undefined,
      ) ?? accept(identificationFact('PersonRegistered', body), { rules: ['I-02', 'I-06'], consentIds: photo.map((consent) => consent.consentId) })
    );
  },
});
