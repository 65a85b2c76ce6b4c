import type { Mark } from '../../mark.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { region } from '../../region.ts';
import { planEvents } from './events.ts';

export type PlanItem = {
  readonly service: ServiceType;
  readonly providerAgencyId: string;
  readonly dueDate: string;
  readonly status: 'OPEN' | 'COMPLETED' | 'REFUSED';
};

export type Objective = { readonly planId: string; readonly need: ServiceType | Mark };

export type AgreedBy = 'PERSON' | 'GUARDIAN' | 'BOTH';

export type CasePlan = {
  /** The plan that holds: the last one drafted. */
  readonly planId: string | undefined;
  /** Who drafted it and who added items before it was approved: none of them may approve it (I-32). */
  readonly preparedBy: readonly string[];
  /** Of all plans that the case ever had, by objective id. */
  readonly objectives: Readonly<Record<string, Objective>>;
  readonly items: Readonly<Record<string, PlanItem>>;
  /** Undefined: nobody agreed to the plan as it stands. */
  readonly agreedBy: AgreedBy | Mark | undefined;
  readonly approved: boolean;
};

const initial: CasePlan = { planId: undefined, preparedBy: [], objectives: {}, items: {}, agreedBy: undefined, approved: false };

const marked = (items: CasePlan['items'], ids: readonly string[], status: PlanItem['status']): CasePlan['items'] =>
  Object.fromEntries(Object.entries(items).map(([id, item]) => [id, ids.includes(id) ? { ...item, status } : item]));

const withOne = (ids: readonly string[], id: string): readonly string[] => (ids.includes(id) ? ids : [...ids, id]);

export const planRegion = region<CasePlan>()({
  own: planEvents,
  initial,
  on: {
    /** A new draft takes the place of the plan before it; items that were added stay what they are. */
    CasePlanDrafted: (state, { data, metadata }) => ({
      ...state,
      planId: data.planId,
      preparedBy: [metadata.actor.userId],
      objectives: {
        ...state.objectives,
        ...Object.fromEntries(data.objectives.map(({ objectiveId, needCode }) => [objectiveId, { planId: data.planId, need: needCode }])),
      },
      agreedBy: undefined,
      approved: false,
    }),
    /** An agreement holds for what was agreed to: an item that comes before the approval asks for it again (I-46). */
    CasePlanItemAdded: (state, { data, metadata }) => ({
      ...state,
      preparedBy: state.approved ? state.preparedBy : withOne(state.preparedBy, metadata.actor.userId),
      agreedBy: state.approved ? state.agreedBy : undefined,
      items: {
        ...state.items,
        [data.itemId]: { service: data.service, providerAgencyId: data.providerAgencyId, dueDate: data.dueDate, status: 'OPEN' },
      },
    }),
    CasePlanItemCompleted: (state, { data }) => ({ ...state, items: marked(state.items, [data.itemId], 'COMPLETED') }),
    CasePlanAgreedByPerson: (state, { data }) => ({
      ...state,
      agreedBy: data.by,
      items: marked(state.items, data.refusedItems, 'REFUSED'),
    }),
    CasePlanApproved: (state) => ({ ...state, approved: true }),
  },
});
