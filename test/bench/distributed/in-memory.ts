import type { EventStore, RecordedEvent } from '@amana/ports/event-store';

/** The log as it was read, page by page at no cost; for all that is not asked while a worker goes through it, the store itself. */
export const inMemory = (log: readonly RecordedEvent[], store: EventStore): EventStore => ({
  ...store,
  readLog: async (after, { limit }) => {
    const from = after === undefined ? 0 : log.findIndex(({ position }) => position > after);
    const events = from < 0 ? [] : log.slice(from, from + limit);
    return { events, next: events.at(-1)?.position ?? after, atHead: from < 0 || from + limit >= log.length };
  },
});
