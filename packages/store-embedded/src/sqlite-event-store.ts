import type { DatabaseSync } from 'node:sqlite';
import type { AppendResult, EventStore } from '@amana/ports/event-store';
import { encodeAppend } from '@amana/ports/encode-append';
import { StoreUnavailable } from '@amana/ports/failures';
import { createAppendToStream, type PendingAppend } from './append-to-stream.ts';
import { createGroupCommit } from './group-commit.ts';
import { openLogDatabase } from './log-database.ts';
import { createLogReader } from './log-reader.ts';
import { createLogWaiters } from './log-waiters.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { createStreamHeads } from './stream-heads.ts';

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
  const waiters = createLogWaiters();
  const reader = createLogReader(db);
  const appends = createGroupCommit<PendingAppend, AppendResult>(db, {
    write: createAppendToStream(db, heads),
    sizeOf: (append) => append.events.length,
    maxBatchSize: maxEventsPerCommit,
    onBegin: () => heads.refresh(),
    onCommit: (count) => {
      waiters.wake();
      onCommit?.(count);
    },
    onRollback: () => heads.forget(),
  });

  async function guarded<T>(call: () => T | Promise<T>): Promise<T> {
    if (!db.isOpen) throw new StoreUnavailable('the log is closed', { written: 'no' });
    try {
      return await call();
    } catch (error) {
      throw sqliteFailure(error);
    }
  }
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
    append: (stream, expected, events) => guarded(() => appends.add({ stream, expected, events: encodeAppend(stream, expected, events) })),
    readStream: (stream, options) => guarded(() => reader.readStream(stream, options)),
    readLog: (after, options) => guarded(() => reader.readLog(after, options)),
    head: () => guarded(() => reader.head()),
    readAt: (position) => guarded(() => reader.readAt(position)),
    waitForMore: async (after, options) => {
      if (!mayHoldMore(after)) await waiters.wait(options); // nothing can be committed between the look and the wait
    },
    close: () => {
      if (!db.isOpen) return;
      appends.close();
      waiters.wake();
      db.close();
    },
  };
}
