import type { DatabaseSync } from 'node:sqlite';
import type { AppendResult, EventStore } from '@amana/ports/event-store';
import { encodeAppend } from '@amana/ports/encode-append';
import { createAppendToStream, type PendingAppend } from './append-to-stream.ts';
import { createGroupCommit } from './group-commit.ts';
import { guarded } from './guarded.ts';
import { openLogDatabase } from './log-database.ts';
import { createLogReader } from './log-reader.ts';
import { createStreamHeads } from './stream-heads.ts';
import { createWakeUp } from './wake-up.ts';

const maxEventsPerCommit = 500; // about 10 ms of work

export type SqliteEventStoreOptions = {
  /** A file, made if it is missing, or ':memory:'. */
  path: string;
  /** Reads only; the file must exist and have this program's schema. An append is refused. */
  readOnly?: boolean;
  /** Told after each commit how many appends shared it: for metrics. */
  onCommit?: (appends: number) => void;
};

export type SqliteEventStore = EventStore & {
  /** Refuses the appends that still wait, wakes who waits for more, closes the file. Twice is safe. */
  close(): void;
};

/** The log in one SQLite file, durable at each commit. Throws what `openDatabase` throws. */
export function createSqliteEventStore({ path, readOnly = false, onCommit }: SqliteEventStoreOptions): SqliteEventStore {
  return eventStoreOn(openLogDatabase(path, { readOnly }), onCommit);
}

/** The same on a connection that is open already. */
export function eventStoreOn(db: DatabaseSync, onCommit?: (appends: number) => void): SqliteEventStore {
  const heads = createStreamHeads(db);
  const growth = createWakeUp();
  const reader = createLogReader(db);
  const appends = createGroupCommit<PendingAppend, AppendResult>(db, {
    write: createAppendToStream(db, heads),
    sizeOf: (append) => append.events.length,
    maxBatchSize: maxEventsPerCommit,
    onBegin: () => heads.refresh(),
    onCommit: (count) => {
      growth.wake();
      onCommit?.(count);
    },
    onRollback: () => heads.forget(),
  });

  const whileOpen = <T>(call: () => T | Promise<T>): Promise<T> => guarded(db, 'the log', call);
  /** True also where the log cannot be read: whoever waits reads next, and is told why. */
  function mayHoldMore(after: bigint | undefined): boolean {
    try {
      const head = reader.head();
      return head !== undefined && (after === undefined || head > after);
    } catch {
      return true;
    }
  }

  return {
    append: (stream, expected, events) => whileOpen(() => appends.add({ stream, expected, events: encodeAppend(stream, expected, events) })),
    readStream: (stream, options) => whileOpen(() => reader.readStream(stream, options)),
    readLog: async (after, options) => {
      // All else here is done within one turn: without this, a worker that catches up page by page would stop HTTP until it is done.
      await new Promise(setImmediate);
      return whileOpen(() => reader.readLog(after, options));
    },
    head: () => whileOpen(() => reader.head()),
    readAt: (position) => whileOpen(() => reader.readAt(position)),
    waitForMore: async (after, options) => {
      if (!mayHoldMore(after)) await growth.wait(options); // nothing can be committed between the look and the wait
    },
    close: () => {
      if (!db.isOpen) return;
      appends.close();
      growth.wake();
      db.close();
    },
  };
}
