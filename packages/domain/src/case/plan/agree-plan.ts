import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { hasGuardian, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { planEvents, planFact } from './events.ts';
import { agreedByRightParty, itemIsOpen, planHolds, planMayChange } from './guards.ts';

/** The person, or for a child the guardian, agrees to the plan. What they do not want is dropped, never forced (I-46). */
export const agreePlan = commandOn(caseAggregate)({
  name: 'AgreePlan',
  roles: ['CASEWORKER'],
  fields: planEvents.CasePlanAgreedByPerson.fields,
  rules: ['I-10', 'I-46'],
  summary: { fr: 'Recueillir l’accord sur le plan', en: 'Record the agreement to the plan' },
  example: { planId: '0193c5a0-0000-7000-8000-000000091a01', by: 'BOTH', refusedItems: [] },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) =>
    firstRefusal(
      planMayChange(state),
      planHolds(state.plan, body.planId),
      agreedByRightParty(body.by, { child: isChildAt(context.person, frame.occurredAt, now), guarded: hasGuardian(state, { frame, now }) }),
      ...body.refusedItems.map((itemId, i) => itemIsOpen(state.plan, itemId, `/refusedItems/${i}`)),
    ) ?? accept(planFact('CasePlanAgreedByPerson', body), { rules: ['I-10', 'I-46'] }),
});
