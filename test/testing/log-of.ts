import { join } from 'node:path';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';

/** All events of a log, in order. */
export async function wholeLog(store: Pick<EventStore, 'readLog'>): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let after: bigint | undefined; ;) {
    const page = await store.readLog(after, { limit: 500 });
    events.push(...page.events);
    if (page.atHead) return events;
    after = page.next;
  }
}

/** All events of a data folder's log, in order, read beside the program or without it; `access` is the log of who read what. */
export async function logOf(folder: string, which: 'log' | 'access' = 'log'): Promise<RecordedEvent[]> {
  const store = createSqliteEventStore({ path: join(folder, 'data', `${which}.db`), readOnly: true });
  try {
    return await wholeLog(store);
  } finally {
    store.close();
  }
}

/** Streams of the system itself: of these nobody gives a command. */
export const isOfTheSystem = ({ stream }: RecordedEvent): boolean => stream === 'log' || stream.startsWith('alert-');
