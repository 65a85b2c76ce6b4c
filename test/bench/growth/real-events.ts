import { join } from 'node:path';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { startBenchServer } from '../commands/bench-server.ts';
import { openCaseLoad } from '../commands/case-load.ts';

/** Beside what it takes to open a case. */
const INTERVIEWS = 10;

/**
 * The events of so many cases and their persons, in the order of their log, made by commands over HTTP: identification, screening,
 * registration, consents, a referral, identity and age of the person, interviews. Parts are sealed, as in production.
 */
export async function realEvents(folder: string, cases: number): Promise<RecordedEvent[]> {
  const server = await startBenchServer(folder, 'product');
  try {
    const load = await openCaseLoad(server, { cases });
    await load.lengthen(INTERVIEWS, Math.min(cases, 50));
    load.close();
  } finally {
    await server.end();
  }
  const store = createSqliteEventStore({ path: join(folder, 'data', 'log.db'), readOnly: true });
  const { events } = await store.readLog(undefined, { limit: 1_000_000 });
  store.close();
  return events.filter(({ stream }) => stream.startsWith('case-') || stream.startsWith('person-'));
}
