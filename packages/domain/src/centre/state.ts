import { aggregate, type AggregateState } from '../aggregate.ts';
import type { Item } from '../code-lists/cl-22-item.ts';
import { region } from '../region.ts';
import { centreEvents } from './events.ts';

export type CentreProfile = {
  readonly registered: boolean;
  readonly zone: string | undefined;
  readonly capacity: number;
  readonly minorCapacity: number | undefined;
  /** Received since the last count of each item, with what that count found. What was issued since is a question to the cases. */
  readonly received: Readonly<Partial<Record<Item, number>>>;
  /** For each counted item the revision of its last count: issues that stand before that in the log no longer matter, whatever a clock said. */
  readonly countedIn: Readonly<Partial<Record<Item, number>>>;
};

const initial: CentreProfile = { registered: false, zone: undefined, capacity: 0, minorCapacity: undefined, received: {}, countedIn: {} };

type Line = { readonly code: Item; readonly qty: number };
const plus = (stock: CentreProfile['received'], items: readonly Line[]): CentreProfile['received'] =>
  items.reduce((sum, { code, qty }) => ({ ...sum, [code]: (sum[code] ?? 0) + qty }), stock);

const profileRegion = region<CentreProfile>()({
  own: centreEvents,
  initial,
  on: {
    CentreRegistered: (state, { data }) => ({ ...state, registered: true, zone: data.zone, capacity: data.capacity, minorCapacity: data.minorCapacity }),
    CentreCapacityChanged: (state, { data }) => ({ ...state, capacity: data.capacity, minorCapacity: data.minorCapacity }),
    StockReceived: (state, { data }) => ({ ...state, received: plus(state.received, data.items) }),
    StockCounted: (state, { data, revision }) => ({
      ...state,
      received: { ...state.received, ...Object.fromEntries(data.items.map(({ code, qty }) => [code, qty])) },
      countedIn: { ...state.countedIn, ...Object.fromEntries(data.items.map(({ code }) => [code, revision])) },
    }),
  },
});

export const centreAggregate = aggregate('centre', { profile: profileRegion });
export type CentreState = AggregateState<{ profile: typeof profileRegion }>;
