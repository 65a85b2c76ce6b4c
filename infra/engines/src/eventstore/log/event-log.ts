import { createGroupCommit } from '@amana/store-embedded/group-commit';
import { openLogDatabase } from '@amana/store-embedded/log-database';
import { type Accepted, type AppendOutcome, type Decision, decideAppend, decideRemoval, type ProposedAppend, type RemovalOutcome } from './decide-write.ts';
import type { Expected } from './judge-append.ts';
import type { Removal } from './judge-removal.ts';
import { createLogFile } from './log-file.ts';
import { createLogModel } from './log-model.ts';
import { scavengeMetadata } from './scavenge-metadata.ts';
import type { StoredEvent } from './stored-event.ts';
import { everything, firstShown, lastRevision, ownerOf } from './stream-state.ts';
import { createWaiters } from './waiters.ts';

const maxEventsPerCommit = 5_000;

/** The events of a stream by revision, and the first one that is shown. */
export type FoundStream = { events: readonly StoredEvent[]; firstShown: bigint };

export type EventLog = {
  /** In log order. */
  readonly events: readonly StoredEvent[];
  /** Resolves when it is on the disk. MUST be given what `checkProposed` lets pass. */
  append(append: ProposedAppend): Promise<AppendOutcome>;
  remove(stream: string, options: { expected: Expected; removal: Removal }): Promise<RemovalOutcome>;
  /** Undefined for a stream that a reader does not find: never written, or soft-deleted. */
  findStream(stream: string): FoundStream | undefined;
  isTombstoned(stream: string): boolean;
  /** Is it hidden from the readers of its stream, by a delete or by `$maxCount`? */
  isHidden(event: StoredEvent): boolean;
  /** Index in `events` of the first event at or behind this position. */
  indexAt(position: bigint): number;
  /** Resolves at the next event, or when the signal aborts. */
  nextEvent(signal: AbortSignal): Promise<void>;
  /** What a restart does to a node's memory. */
  forgetRecentIds(): void;
  /** Refuses what still waits, closes the file. Twice is safe. */
  close(): void;
};

export type EventLogOptions = {
  /** A file, made if it is missing (its folder must exist), or ':memory:', the default. */
  path?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
};

/**
 * The log of a node, in a file that a SqliteEventStore can read: a soft delete stands there as an event of `$$<stream>`, a
 * tombstone as `$streamDeleted`. All events are held in memory as well. Throws what opening a log of the embedded mode throws.
 */
export function openEventLog({ path = ':memory:', now = Date.now }: EventLogOptions = {}): EventLog {
  const db = openLogDatabase(path);
  const file = createLogFile(db);
  const stored = file.load();
  const model = createLogModel([...scavengeMetadata(stored, now()), ...stored]);
  const growth = createWaiters();
  let lengthBefore = 0;

  // Decisions are taken inside the transaction, in the order of arrival: each sees what those before it have written.
  const writer = createGroupCommit<{ size: number; write: () => void }, void>(db, {
    write: ({ write }) => write(),
    sizeOf: ({ size }) => size,
    maxBatchSize: maxEventsPerCommit,
    onBegin: () => {
      lengthBefore = model.events.length;
    },
    onCommit: () => growth.wake(),
    onRollback: () => model.rewind(lengthBefore),
  });
  function carryOut<Outcome>(decision: Decision<Outcome>): Outcome | Accepted {
    if ('outcome' in decision) return decision.outcome;
    const placed = model.place(decision.writes, now());
    file.insert(placed);
    model.apply(placed); // last: what could not be written is not in the model either
    const last = placed[decision.writes[0].events.length - 1];
    if (last === undefined) throw new Error('a write without events');
    return { kind: 'ok', revision: last.revision, position: last.position };
  }
  async function commit<Outcome>(size: number, decide: () => Decision<Outcome>): Promise<Outcome | Accepted> {
    let outcome: Outcome | Accepted | undefined;
    const write = (): void => {
      outcome = carryOut(decide());
    };
    await writer.add({ size, write });
    if (outcome === undefined) throw new Error('committed without an outcome');
    return outcome;
  }

  return {
    get events() {
      return model.events;
    },
    append: (append) => commit(append.events.length + 1, () => decideAppend(model, append)),
    remove: (stream, options) => commit(1, () => decideRemoval(model, stream, options)),
    findStream: (stream) => {
      const state = model.stateOf(stream);
      const isHiddenWhole = state.truncateBefore === everything && !state.isEmptied;
      return lastRevision(state) < 0n || isHiddenWhole ? undefined : { events: state.events, firstShown: firstShown(state) };
    },
    isTombstoned: (stream) => model.stateOf(ownerOf(stream)).isTombstoned,
    isHidden: ({ stream, revision }) => revision < firstShown(model.stateOf(stream)),
    indexAt: (position) => indexAt(model.events, position),
    nextEvent: (signal) => growth.wait(signal),
    forgetRecentIds: () => model.forgetRecentIds(),
    close: () => {
      if (!db.isOpen) return;
      writer.close();
      growth.wake();
      db.close();
    },
  };
}

function indexAt(events: readonly StoredEvent[], position: bigint): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event !== undefined && event.position < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
