import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { checkRead } from '@amana/ports/check-read';
import type { LogPage, ReadLogOptions, RecordedEvent, StreamSlice } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import { parseStored } from './parse-stored.ts';

type EventColumns = [position: bigint, revision: bigint, id: string, type: string, data: string, metadata: string];
type LogRow = [...EventColumns, stream: string];
/** A stream without an event at or behind `from` still gives one row, with its head and nulls. */
type StreamRow = [...(EventColumns | [null, null, null, null, null, null]), head: bigint];

const columns = 'position, revision, id, type, data, metadata';
const maxPosition = 2n ** 63n - 1n; // beyond this node:sqlite refuses to bind; no event can stand there

/** The reading half of the port, as plain functions. */
export type LogReader = {
  readStream(stream: string, options?: { from?: number; limit?: number }): StreamSlice;
  readLog(after: bigint | undefined, options: ReadLogOptions): LogPage;
  head(): bigint | undefined;
  readAt(position: bigint): RecordedEvent | undefined;
};

/** Each answer comes from one statement, and so from one state of the file, also while another process writes. */
export function createLogReader(db: DatabaseSync): LogReader {
  const streamRows = prepareRows(
    db,
    `SELECT ${columns}, (SELECT max(revision) FROM events WHERE stream = s.key) FROM streams AS s
       LEFT JOIN events AS e ON e.stream = s.key AND e.revision >= ?2 WHERE s.name = ?1 ORDER BY e.revision LIMIT ?3`,
  );
  const anyStream = `SELECT ${columns}, s.name FROM events AS e JOIN streams AS s ON s.key = e.stream`;
  const logRows = prepareRows(db, `${anyStream} WHERE position > ? ORDER BY position LIMIT ?`);
  const rowAt = prepareRows(db, `${anyStream} WHERE position = ?`);
  const newest = prepareRows(db, 'SELECT max(position) FROM events');

  return {
    readStream: (stream, options = {}) => {
      checkRead(options);
      const rows = streamRows.all(stream, options.from ?? 0, options.limit ?? -1) as unknown as StreamRow[];
      const first = rows[0];
      if (first === undefined) return { events: [], head: 'no-stream' };
      const events = first[0] === null ? [] : (rows as unknown as LogRow[]).map((row) => toEvent(row, stream));
      return { events, head: Number(first[6]) };
    },
    readLog: (after, { limit, exceptPrefixes = [], signal }) => {
      checkRead({ limit });
      signal?.throwIfAborted();
      const from = after === undefined || after < 0n ? -1n : after;
      if (from > maxPosition) return { events: [], next: after, atHead: true };
      const rows = logRows.all(from, limit + 1) as unknown as LogRow[]; // the one more says whether this is the head
      const page = rows.slice(0, limit);
      const events = page.filter((row) => !exceptPrefixes.some((prefix) => row[6].startsWith(prefix))).map((row) => toEvent(row, row[6]));
      return { events, next: page.at(-1)?.[0] ?? after, atHead: rows.length <= limit };
    },
    head: () => (newest.get() as unknown as [bigint | null])[0] ?? undefined,
    readAt: (position) => {
      if (position < 0n || position > maxPosition) return undefined;
      const row = rowAt.get(position) as unknown as LogRow | undefined;
      return row && toEvent(row, row[6]);
    },
  };
}

function prepareRows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReadBigInts(true); // positions are bigint; a number would be rounded or refused beyond 2^53
  statement.setReturnArrays(true); // half the cost of objects
  return statement;
}

function toEvent([position, revision, id, type, data, metadata]: LogRow, stream: string): RecordedEvent {
  const json = (text: string): JsonObject => parseStored(text, `event ${id} (${stream}, revision ${revision})`);
  return { id, stream, revision: Number(revision), position, type, data: json(data), metadata: json(metadata) };
}
