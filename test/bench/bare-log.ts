import { DatabaseSync } from 'node:sqlite';
import type { NewEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';

export type BareLog = {
  /** One transaction with so many of the events, each to a stream that is known already; says how many. */
  transaction(events: number): number;
  close(): void;
};

const STREAMS = 1_000;

/** Bare statements on the schema of the log, with the settings of the log: nothing but the writing. The events come round and round. */
export function openBareLog(path: string, events: readonly NewEvent[]): BareLog {
  createSqliteEventStore({ path }).close(); // for the schema
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 10000');
  for (let key = 1; key <= STREAMS; key++) db.prepare('INSERT INTO streams VALUES (?, ?)').run(key, `case-${key}`);
  const insert = db.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  let count = 0;
  return {
    transaction: (size) => {
      begin.run();
      for (let n = 0; n < size; n++, count++) {
        const { id, type, data, metadata } = events[count % events.length] as NewEvent;
        insert.run((count % STREAMS) + 1, Math.floor(count / STREAMS), id, type, JSON.stringify(data), JSON.stringify(metadata));
      }
      commit.run();
      return size;
    },
    close: () => db.close(),
  };
}
