import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { caseIsOpen } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { planEvents, planFact } from './events.ts';
import { assistanceHasBegun, itemIsOpen } from './guards.ts';

/** What was planned is done, which it cannot be before assistance began. When the last item and the last track are closed, follow-up begins (domain.md 2.5). */
export const completePlanItem = commandOn(caseAggregate)({
  name: 'CompletePlanItem',
  roles: ['CASEWORKER'],
  fields: planEvents.CasePlanItemCompleted.fields,
  rules: [],
  summary: { fr: 'Terminer un élément du plan', en: 'Complete an item of the plan' },
  example: { itemId: '0193c5a0-0000-7000-8000-0000000017e1' },
  decide: ({ body, state }) =>
    firstRefusal(caseIsOpen(state), itemIsOpen(state.plan, body.itemId, '/itemId'), assistanceHasBegun(state)) ??
    accept(planFact('CasePlanItemCompleted', body)),
});
