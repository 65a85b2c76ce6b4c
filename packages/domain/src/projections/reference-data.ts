import { kindOfStream } from '../aggregate.ts';
import type { Projection, RowBody } from './projection.ts';

type State = RowBody & { readonly controller?: string; readonly facts?: RowBody; readonly active?: boolean };

const without = (facts: RowBody = {}, name: string): RowBody => Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name));

/** Agencies, centres and grants by name and code: what apps choose from. Nothing in it is about a person. */
export const referenceData: Projection<State> = {
  name: 'reference-data',
  version: 1,
  indexes: [['kind', 'controller'], ['kind', 'grantCode'], ['kind', 'category']],
  kinds: ['agency', 'centre', 'grant'],
  initial: {},
  evolve: (state, event) => {
    const { controller } = event.metadata;
    switch (event.type) {
      case 'AgencyRegistered':
      case 'CentreRegistered':
      case 'GrantRegistered':
        return { ...state, controller, active: true, facts: event.ref.clear };
      case 'CentreCapacityChanged':
        // Both numbers are said anew: one that is left out holds no longer.
        return { ...state, facts: { ...without(state.facts, 'minorCapacity'), ...event.ref.clear } };
      case 'AgencySuspended':
        return { ...state, active: false };
      case 'AgencyReinstated':
        return { ...state, active: true };
      default:
        return state;
    }
  },
  rows: ({ controller = '', facts, active = false }, stream) => {
    if (facts === undefined) return [];
    const kind = kindOfStream(stream);
    const grantCode = (facts['grantCode'] ?? null) as string | null;
    const category = (facts['kind'] ?? null) as string | null;
    return [{ rowId: kind, keys: { kind, controller, active, grantCode, category }, body: { ...facts, active } }];
  },
};
