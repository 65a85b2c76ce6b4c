import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import type { Stored } from './copies.ts';

/** A new log with these events, written by bare statements and without a journal: for filling only. It is on the disk when this returns. */
export function fillLog(path: string, batches: Iterable<readonly Stored[]>): void {
  createSqliteEventStore({ path }).close(); // for the schema
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
  const insertStream = db.prepare('INSERT INTO streams VALUES (?, ?)');
  const insertEvent = db.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
  let streams = 0;
  for (const batch of batches) {
    const keys = new Map<string, number>();
    db.exec('BEGIN');
    for (const { stream, revision, id, type, data, metadata } of batch) {
      if (!keys.has(stream)) {
        keys.set(stream, ++streams);
        insertStream.run(streams, stream);
      }
      insertEvent.run(keys.get(stream) ?? 0, revision, id, type, data, metadata);
    }
    db.exec('COMMIT');
  }
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
  const file = openSync(path, 'r+');
  fsyncSync(file); // what the system still has to write would be written during the measuring
  closeSync(file);
}
