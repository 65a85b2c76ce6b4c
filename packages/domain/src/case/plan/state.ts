import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { region } from '../../region.ts';
import { planEvents } from './events.ts';

export type PlanItem = { readonly service: ServiceType; readonly providerAgencyId: string; readonly dueDate: string; readonly status: 'OPEN' | 'COMPLETED' | 'REFUSED' };

export type CasePlan = {
  readonly planId: string | undefined;
  readonly draftedBy: string | undefined;
  readonly objectiveIds: readonly string[];
  readonly items: Readonly<Record<string, PlanItem>>;
  readonly agreed: boolean;
  readonly approved: boolean;
};

const initial: CasePlan = { planId: undefined, draftedBy: undefined, objectiveIds: [], items: {}, agreed: false, approved: false };

const marked = (items: CasePlan['items'], ids: readonly string[], status: PlanItem['status']): CasePlan['items'] =>
  Object.fromEntries(Object.entries(items).map(([id, item]) => [id, ids.includes(id) ? { ...item, status } : item]));

export const planRegion = region<CasePlan>()({
  own: planEvents,
  initial,
  on: {
    /** A new draft takes the place of the plan before it; items that were added stay what they are. */
    CasePlanDrafted: (state, { data, metadata }) => ({
      ...state,
      planId: data.planId,
      draftedBy: metadata.actor.userId,
      objectiveIds: data.objectives.map((objective) => objective.objectiveId),
      agreed: false,
      approved: false,
    }),
    CasePlanItemAdded: (state, { data }) => ({
      ...state,
      items: { ...state.items, [data.itemId]: { service: data.service, providerAgencyId: data.providerAgencyId, dueDate: data.dueDate, status: 'OPEN' } },
    }),
    CasePlanItemCompleted: (state, { data }) => ({ ...state, items: marked(state.items, [data.itemId], 'COMPLETED') }),
    CasePlanAgreedByPerson: (state, { data }) => ({ ...state, agreed: true, items: marked(state.items, data.refusedItems, 'REFUSED') }),
    CasePlanApproved: (state) => ({ ...state, approved: true }),
  },
});
