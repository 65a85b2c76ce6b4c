import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { NewEvent } from '@amana/ports/event-store';
import type { BareLog } from './bare-log.ts';

const STREAMS = 1_000;

const SCHEMA = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    recorded_at TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (stream, revision)
  )`;

/** A log as one would draft it first: streams and random ids as texts, an index over all ids, the revision looked up for each append. */
export function openFirstDraft(path: string, event: NewEvent): BareLog {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SCHEMA}`);
  const head = db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
  const insert = db.prepare('INSERT INTO events (stream, revision, id, type, recorded_at, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const { type, data, metadata } = event;
  const recordedAt = new Date().toISOString();
  let count = 0;
  return {
    transaction: (size) => {
      begin.run();
      for (let n = 0; n < size; n++, count++) {
        const stream = `case-${count % STREAMS}`;
        const revision = Number(head.get(stream)?.['revision'] ?? -1) + 1;
        insert.run(stream, revision, randomUUID(), type, recordedAt, JSON.stringify(data), JSON.stringify(metadata));
      }
      commit.run();
      return size;
    },
    close: () => db.close(),
  };
}
