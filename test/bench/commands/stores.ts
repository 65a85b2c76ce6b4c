import { createStreamQueue } from '@amana/app/stream-queue';
import type { EventStore } from '@amana/ports/event-store';
import { createMemoryLog } from './memory-log.ts';

/** What stands behind the API. `product`: the log as it is. */
export const behind = ['product', 'one-by-one', 'at-once'] as const;
export type Behind = (typeof behind)[number];

/** Appends of all streams one after the other: each has a transaction of its own, as without a group commit. */
function oneByOne(events: EventStore): EventStore {
  const inTurn = createStreamQueue();
  return { ...events, append: (...append) => inTurn('log', () => events.append(...append)) };
}

export const eventsBehind: Readonly<Record<Behind, (events: EventStore) => EventStore>> = {
  product: (events) => events,
  'one-by-one': oneByOne,
  'at-once': createMemoryLog,
};
