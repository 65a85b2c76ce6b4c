import { agencyOf } from '../../agency/agency-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isKnown } from '../../is-known.ts';
import { known } from '../../mark.ts';
import { reject } from '../../rejection.ts';
import { isNewId } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { planEvents, planFact } from './events.ts';
import { planHolds, planMayChange } from './guards.ts';

/**
 * Adds what will be done, by whom and until when. To an approved plan an item may be added at any time, and the person may refuse
 * it by AgreePlan; before the approval it undoes the agreement (I-46). During the follow-up it begins assistance again.
 */
export const addPlanItem = commandOn(caseAggregate)({
  name: 'AddPlanItem',
  roles: ['CASEWORKER'],
  fields: planEvents.CasePlanItemAdded.fields,
  opens: ['statistic'],
  rules: ['I-45'],
  summary: { fr: 'Ajouter un élément au plan', en: 'Add an item to the plan' },
  example: {
    planId: '0193c5a0-0000-7000-8000-000000091a01',
    itemId: '0193c5a0-0000-7000-8000-0000000017e1',
    objectiveId: '0193c5a0-0000-7000-8000-000000000b01',
    service: 'EDUCATION',
    providerAgencyId: '0193c5a0-0000-7000-8000-00000000a9e1',
    dueDate: '2022-10-01',
  },
  context: ({ body }) => ({ provider: agencyOf(body.providerAgencyId) }),
  decide: ({ body, state, context }) => {
    const { plan } = state;
    const objective = plan.objectives[body.objectiveId];
    const need = known(objective?.need);
    return (
      firstRefusal(
        planMayChange(state),
        isNewId(body.itemId in plan.items, '/itemId'),
        planHolds(plan, body.planId),
        objective?.planId === body.planId ? undefined : reject('UNKNOWN_REFERENCE', {}, ['/objectiveId']),
        isKnown(body.providerAgencyId, context.provider, '/providerAgencyId'),
        need === undefined || need === body.service ? undefined : reject('ITEM_SERVES_OTHER_NEED', {}, ['/service']),
      ) ?? accept(planFact('CasePlanItemAdded', body), { rules: [need === undefined ? 'I-45:unchecked' : 'I-45'] })
    );
  },
});
