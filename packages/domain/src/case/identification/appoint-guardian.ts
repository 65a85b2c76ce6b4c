import { agencyOf } from '../../agency/agency-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isKnown } from '../../is-known.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseIsOpen, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { identificationEvents, identificationFact } from './events.ts';

/** A child cannot consent alone: somebody has to be named who may (I-10). */
export const appointGuardian = commandOn(caseAggregate)({
  name: 'AppointGuardian',
  roles: ['CHILD_GUARDIAN_AUTH', 'SUPERVISOR'],
  fields: identificationEvents.GuardianAppointed.fields,
  rules: ['I-10'],
  summary: { fr: 'Désigner un tuteur', en: 'Appoint a guardian' },
  example: {
    guardianPersonId: '0193c5a0-0000-7000-8000-0000000be502',
    authorityAgencyId: '0193c5a0-0000-7000-8000-00000000a9e1',
    from: { value: '2022-06-01', precision: 'day' },
    kind: 'AD_HOC',
  },
  context: ({ body, state }) => ({
    person: personOf(state, 'statistic'),
    authority: agencyOf(body.authorityAgencyId),
  }),
  decide: ({ body, frame, state, context, now }) =>
    firstRefusal(
      caseIsOpen(state),
      body.guardianPersonId === state.identification.personId ? reject('OWN_GUARDIAN', {}, ['/guardianPersonId']) : undefined,
      isKnown(body.authorityAgencyId, context.authority, '/authorityAgencyId'),
      isChildAt(context.person, frame.occurredAt, now) ? undefined : reject('PERSON_IS_ADULT'),
    ) ?? accept(identificationFact('GuardianAppointed', body), { rules: ['I-10'] }),
});
