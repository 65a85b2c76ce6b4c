import type { DatabaseSync } from 'node:sqlite';
import type { ExpectedRevision } from '@amana/ports/event-store';

export type StreamHead = { key: number | undefined; revision: ExpectedRevision };

export type StreamHeads = {
  of(stream: string): StreamHead;
  set(stream: string, head: StreamHead): void;
  /** After a rollback: what was set may never have happened. */
  forget(): void;
  /** At the start of a write transaction: forgets if another connection has written since the last time. */
  refresh(): void;
};

const maxCached = 100_000; // about 20 MB; all are dropped when it is full, and come back one by one as they are used

/** Where the streams stand, kept in memory so that an append needs no look-up. Right only inside a write transaction that began with `refresh`. */
export function createStreamHeads(db: DatabaseSync): StreamHeads {
  const find = db.prepare(
    'SELECT key, (SELECT max(revision) FROM events WHERE stream = streams.key) AS revision FROM streams WHERE name = ?',
  );
  const dataVersion = db.prepare('PRAGMA data_version');
  const cached = new Map<string, StreamHead>();
  let seenVersion: unknown;

  const load = (stream: string): StreamHead => {
    const row = find.get(stream);
    return row ? { key: Number(row['key']), revision: Number(row['revision']) } : { key: undefined, revision: 'no-stream' };
  };
  return {
    of: (stream) => cached.get(stream) ?? load(stream),
    set: (stream, head) => {
      if (cached.size >= maxCached) cached.clear();
      cached.set(stream, head);
    },
    forget: () => cached.clear(),
    refresh: () => {
      const version = dataVersion.get()?.['data_version'];
      if (version !== seenVersion) cached.clear();
      seenVersion = version;
    },
  };
}
