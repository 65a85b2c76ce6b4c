import { checkRead } from '@amana/ports/check-read';
import type { LogPage, ReadLogOptions, RecordedEvent } from '@amana/ports/event-store';
import { PortFailure, StoreUnavailable } from '@amana/ports/failures';
import type { NodeEvent } from './collect-events.ts';
import type { NodeReads } from './node-reads.ts';
import { positionOf, toRecordedEvent } from './recorded-event.ts';
import type { Scope } from './scope.ts';

const maxPosition = 2n ** 63n - 1n;
/** Calls of one page at most: a page that only skipped events moves on, and the caller comes again. */
const maxReads = 20;
const minPage = 500;

export type LogReader = {
  readonly readLog: (after: bigint | undefined, options: ReadLogOptions) => Promise<LogPage>;
  readonly readAt: (position: bigint) => Promise<RecordedEvent | undefined>;
};

type Page = { events: RecordedEvent[]; next: bigint | undefined; isFull: boolean; hasScope: boolean };

export type LogReaderDeps = {
  reads: NodeReads;
  scope: Scope;
  /** The newest position of the scope. */
  head: () => Promise<bigint | undefined>;
  /** After this time a page begins no further call. */
  budgetMs: number;
};

/**
 * Reads the whole log and leaves out here what is not asked for: system events, tombstones, the other log, left-out prefixes. The client
 * knows no filter for reads.
 */
export function createLogReader({ reads, scope, head, budgetMs }: LogReaderDeps): LogReader {
  // By the type too: a tombstone ($streamDeleted) stands in the stream itself.
  const isOfScope = ({ streamId, type }: NodeEvent): boolean => scope.holds(streamId) && !type.startsWith('$');

  /** Adds what stands behind the page, up to the first event that has no place in it. */
  function fill(page: Page, raw: readonly NodeEvent[], { limit, exceptPrefixes = [] }: ReadLogOptions): void {
    for (const event of raw) {
      const position = positionOf(event);
      if (page.next !== undefined && position <= page.next) continue; // the position that a read begins at is included
      const isWanted = isOfScope(event) && !exceptPrefixes.some((prefix) => event.streamId.startsWith(prefix));
      if (isWanted && page.events.length === limit) {
        page.isFull = true;
        return;
      }
      if (isWanted) page.events.push(toRecordedEvent(event));
      page.hasScope ||= isOfScope(event);
      page.next = position;
    }
  }

  /** The end of an answer is the head only if nothing newer is known: a call that a proxy closes in good order ends like that too. */
  const isHead = async (next: bigint | undefined): Promise<boolean> => {
    const newest = await head();
    return newest === undefined || (next !== undefined && newest <= next);
  };

  async function readLog(after: bigint | undefined, options: ReadLogOptions): Promise<LogPage> {
    checkRead({ limit: options.limit });
    options.signal?.throwIfAborted();
    const start = after !== undefined && after < 0n ? undefined : after;
    if (start !== undefined && start > maxPosition) return { events: [], next: start, atHead: true };
    const page: Page = { events: [], next: start, isFull: false, hasScope: false };
    let count = Math.min(options.limit, 10_000) + 2; // the one that is not wanted again, and the one that says whether there is more
    const until = performance.now() + budgetMs;
    for (let read = 0; read < maxReads && performance.now() < until; read++) {
      const raw = await reads.forwards(page.next, count, options.signal);
      if (raw === 'invalid') return refuse(start);
      fill(page, raw, options);
      if (page.isFull) return { events: page.events, next: page.next, atHead: false };
      if (raw.length < count && (await isHead(page.next))) return { events: page.events, next: nextOf(page, start), atHead: true };
      count = Math.max(count, minPage);
    }
    if (page.next === start) throw new StoreUnavailable('EventStoreDB: reads of the log end before its head', { written: 'no' });
    return { events: page.events, next: page.next, atHead: false };
  }

  /** Where no record begins: behind the newest event there is nothing to read, before it the log is another than the one that was read. */
  async function refuse(after: bigint | undefined): Promise<LogPage> {
    const newest = await head();
    if (newest === undefined || (after !== undefined && newest < after)) return { events: [], next: after, atHead: true };
    throw new PortFailure(
      'POSITION_UNKNOWN',
      `EventStoreDB: no event stands at position ${String(after)}: the log was replaced or restored`,
      { retryable: false },
    );
  }

  return {
    readLog,
    readAt: async (position) => {
      if (position < 0n || position > maxPosition) return undefined;
      const raw = await reads.forwards(position, 1);
      if (raw === 'invalid') return undefined;
      const [event] = raw;
      if (event === undefined) return nothingAt(reads, position);
      return positionOf(event) === position && isOfScope(event) ? toRecordedEvent(event) : undefined;
    },
  };
}

/** The log as the caller knows it holds nothing, though a node's log is never empty: then there is no place to go on from. */
const nextOf = (page: Page, start: bigint | undefined): bigint | undefined =>
  start === undefined && !page.hasScope ? undefined : page.next;

/** Nothing comes for a position beyond the end; before it that means that the answer was cut, and not that the event is gone. */
async function nothingAt(reads: NodeReads, position: bigint): Promise<undefined> {
  const [newest] = await reads.backwards(undefined, 1);
  if (newest === undefined || positionOf(newest) >= position)
    throw new StoreUnavailable('EventStoreDB: a read of the log ended early', { written: 'no' });
  return undefined;
}
