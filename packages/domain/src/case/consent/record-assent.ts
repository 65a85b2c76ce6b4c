import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseNotEnded, personOf, personWasInformed } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { consentEvents, consentFact } from './events.ts';

/** The child's own view on a consent that a guardian or judge is about to give (I-22). It may change until that is given. */
export const recordAssent = commandOn(caseAggregate)({
  name: 'RecordAssent',
  roles: ['CASEWORKER'],
  fields: consentEvents.AssentRecorded.fields,
  rules: ['I-02', 'I-10', 'I-22'],
  summary: { fr: 'Recueillir l’avis de l’enfant', en: 'Record the view of a child' },
  example: { consentId: '0193c5a0-0000-7000-8000-0000000c0501', childView: 'AGREES' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) =>
    firstRefusal(
      caseNotEnded(state),
      personWasInformed(state, frame),
      isChildAt(context.person, frame.occurredAt, now) ? undefined : reject('PERSON_IS_ADULT'),
      body.consentId in state.consent.consents ? reject('ASSENT_AFTER_CONSENT', {}, ['/consentId']) : undefined,
    ) ?? accept(consentFact('AssentRecorded', body), { rules: ['I-02', 'I-10', 'I-22'] }),
});
