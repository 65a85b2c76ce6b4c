import { agencyOf } from '../../agency/agency-of.ts';
import type { CareArrangement } from '../../code-lists/cl-32-care-arrangement.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isKnown } from '../../is-known.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseIsOpen, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { careEvents, careFact } from './events.ts';

const noCare: readonly CareArrangement[] = ['NO_CARE_ARRANGEMENT', 'UNKNOWN', 'NOT_ASKED', 'REFUSED'];

/** Who cares for a child that is not reunified (I-74). It lets reintegration start, so it has to be care indeed. */
export const recordCareArrangement = commandOn(caseAggregate)({
  name: 'RecordCareArrangement',
  roles: ['CHILD_GUARDIAN_AUTH', 'SUPERVISOR'],
  fields: careEvents.CareArrangementRecorded.fields,
  rules: ['I-74'],
  summary: { fr: 'Enregistrer la prise en charge d’un enfant', en: 'Record the care arrangement of a child' },
  example: {
    kind: 'FOSTER_CARE',
    from: { value: '2022-06-10', precision: 'day' },
    authorityAgencyId: '0193c5a0-0000-7000-8000-00000000a9e2',
    carer: 'Famille fictive',
  },
  context: ({ body, state }) => ({
    person: personOf(state, 'statistic'),
    authority: body.authorityAgencyId === undefined ? undefined : agencyOf(body.authorityAgencyId),
  }),
  decide: ({ body, frame, state, context, now }) =>
    firstRefusal(
      caseIsOpen(state),
      isChildAt(context.person, frame.occurredAt, now) ? undefined : reject('PERSON_IS_ADULT'),
      noCare.includes(body.kind) ? reject('NO_ACTUAL_CARE', {}, ['/kind']) : undefined,
      isKnown(body.authorityAgencyId, context.authority, '/authorityAgencyId'),
    ) ?? accept(careFact('CareArrangementRecorded', body), { rules: ['I-74'] }),
});
