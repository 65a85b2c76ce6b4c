import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { StoredEvent } from './stored-event.ts';

const emptyObject = '{}';

/**
 * The node's events in the tables of a log of ours, so that a program without any server can read the file. What those tables
 * have no column for stands beside them in `node_facts`: when an event came, and what an empty byte string stood for.
 */
export type LogFile = {
  load(): StoredEvent[];
  /** Inside a transaction of the caller's. */
  insert(events: readonly StoredEvent[]): void;
};

export function createLogFile(db: DatabaseSync): LogFile {
  db.exec(`CREATE TABLE IF NOT EXISTS node_facts (
             position INTEGER PRIMARY KEY REFERENCES events,
             created_ms INTEGER NOT NULL, is_json INTEGER NOT NULL, has_data INTEGER NOT NULL, has_metadata INTEGER NOT NULL
           ) STRICT`);
  const findStream = db.prepare('SELECT key FROM streams WHERE name = ?');
  const insertStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
  const insertEvent = db.prepare('INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertFacts = db.prepare('INSERT INTO node_facts VALUES (?, ?, ?, ?, ?)');
  const allEvents = db.prepare(
    `SELECT position, s.name AS stream, revision, id, type, data, metadata, created_ms, is_json, has_data, has_metadata
       FROM events JOIN streams AS s ON s.key = events.stream LEFT JOIN node_facts USING (position) ORDER BY position`,
  );
  for (const statement of [insertEvent, allEvents]) statement.setReadBigInts(true); // insertEvent answers its rowid, which may be beyond 2^53

  const keyOf = (stream: string): number => Number(findStream.get(stream)?.['key'] ?? insertStream.run(stream).lastInsertRowid);
  return {
    load: () => Array.from(allEvents.iterate(), toEvent),
    insert: (events) => {
      for (const { position, stream, revision, id, type, isJson, data, metadata, createdMs } of events) {
        insertEvent.run(position, keyOf(stream), revision, id, type, textOf(data), textOf(metadata));
        insertFacts.run(position, createdMs, Number(isJson), Number(data.length > 0), Number(metadata.length > 0));
      }
    },
  };
}

const textOf = (bytes: Uint8Array): string => (bytes.length === 0 ? emptyObject : Buffer.from(bytes).toString());

const bytesOf = (text: SQLOutputValue | undefined, isThere: boolean): Uint8Array => (isThere ? Buffer.from(String(text)) : new Uint8Array());

/** An event that another program has appended has no facts: it is JSON, and of no known time. */
function toEvent(row: Record<string, SQLOutputValue>): StoredEvent {
  return {
    id: String(row['id']),
    type: String(row['type']),
    stream: String(row['stream']),
    revision: row['revision'] as bigint,
    position: row['position'] as bigint,
    isJson: row['is_json'] !== 0n,
    data: bytesOf(row['data'], row['has_data'] !== 0n),
    metadata: bytesOf(row['metadata'], row['has_metadata'] !== 0n),
    createdMs: Number(row['created_ms'] ?? 0),
  };
}
