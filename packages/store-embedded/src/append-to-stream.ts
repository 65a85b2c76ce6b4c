import type { DatabaseSync } from 'node:sqlite';
import type { AppendResult, ExpectedRevision } from '@amana/ports/event-store';
import type { EncodedEvent } from '@amana/ports/encode-append';
import { WrongRevision } from '@amana/ports/failures';
import type { StreamHeads } from './stream-heads.ts';

export type PendingAppend = { stream: string; expected: ExpectedRevision; events: readonly EncodedEvent[] };

/** The append itself, inside a transaction of the caller's. Throws WrongRevision before it has written anything. */
export function createAppendToStream(db: DatabaseSync, heads: StreamHeads): (append: PendingAppend) => AppendResult {
  const insertStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
  const insertEvent = db.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
  insertEvent.setReadBigInts(true); // for lastInsertRowid, which is the position
  const idsFrom = db.prepare('SELECT id, position FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?');
  idsFrom.setReadBigInts(true);

  /** The first answer, if exactly these events were stored at exactly this place, whatever stands behind them. */
  function findFirstAnswer({ expected, events }: PendingAppend, key: number | undefined): AppendResult | undefined {
    if (key === undefined) return undefined;
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const stored = idsFrom.all(key, first, events.length);
    const same = stored.length === events.length && stored.every((row, index) => row['id'] === events[index]?.id);
    return same ? { revision: first + events.length - 1, position: stored.at(-1)?.['position'] as bigint } : undefined;
  }

  return (append) => {
    const { stream, expected, events } = append;
    const head = heads.of(stream);
    if (head.revision !== expected) {
      const answer = findFirstAnswer(append, head.key);
      if (answer === undefined) throw new WrongRevision(stream, expected, head.revision);
      return answer;
    }
    const key = head.key ?? Number(insertStream.run(stream).lastInsertRowid);
    let revision = expected === 'no-stream' ? -1 : expected;
    let position = 0n;
    for (const { id, type, data, metadata } of events) {
      revision += 1;
      position = insertEvent.run(key, revision, id, type, data, metadata).lastInsertRowid as bigint;
    }
    heads.set(stream, { key, revision });
    return { revision, position };
  };
}
