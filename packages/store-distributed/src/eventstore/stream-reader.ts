import { checkRead } from '@amana/ports/check-read';
import type { StreamSlice } from '@amana/ports/event-store';
import { PortFailure, StoreUnavailable } from '@amana/ports/failures';
import type { NodeEvent } from './collect-events.ts';
import { streamDeleted } from './eventstore-failure.ts';
import type { NodeReads } from './node-reads.ts';
import { toRecordedEvent } from './recorded-event.ts';
import type { Scope } from './scope.ts';

/** Of one call. A stream of 10,000 events, the most that a command reads, takes ten calls, each in its own time. */
const pageSize = 1_000;

/**
 * Reads a stream. Where it ends is asked for beside the events: an answer that ends before it (a proxy that closes a call in good order)
 * would else be taken for the whole stream. Throws STREAM_DELETED where the server's operator deleted it or cut it short.
 */
export function createStreamReader(reads: NodeReads, scope: Scope) {
  async function headOf(stream: string): Promise<number | 'no-stream'> {
    const newest = await reads.newestOf(stream);
    if (newest !== undefined && newest !== 'none') return Number(newest.revision);
    if (await isSoftDeleted(reads, stream)) throw streamDeleted(stream);
    if (newest === 'none') throw endedEarly(stream);
    return 'no-stream';
  }

  return async (stream: string, options: { from?: number; limit?: number } = {}): Promise<StreamSlice> => {
    checkRead(options);
    const { from = 0, limit = Number.MAX_SAFE_INTEGER } = options;
    if (!scope.holds(stream)) return { events: [], head: 'no-stream' };
    const [head, first] = await Promise.all([headOf(stream), reads.stream(stream, from, Math.min(limit, pageSize))]);
    const events = first ?? [];
    if (head === 'no-stream' && events.length === 0) return { events: [], head };
    const last = head === 'no-stream' ? -1 : head;
    while (events.length < limit && from + events.length <= last) {
      const more = await reads.stream(stream, from + events.length, Math.min(limit - events.length, pageSize));
      if (more === undefined || more.length === 0) throw endedEarly(stream);
      events.push(...more);
    }
    expectNoGap(stream, from, events);
    return { events: events.map(toRecordedEvent), head: events.length === 0 ? last : Math.max(last, from + events.length - 1) };
  };
}

/** A soft-deleted stream reads as one that never was. The next append would go on with its numbers, and with a history that is hidden. */
async function isSoftDeleted(reads: NodeReads, stream: string): Promise<boolean> {
  const settings = await reads.newestOf(`$$${stream}`);
  if (settings === undefined || settings === 'none') return false;
  const { data } = settings;
  return typeof data === 'object' && data !== null && '$tb' in data;
}

/** $maxCount, $maxAge or $tb set by hand hide events from the front: part of a history must not pass for all of it. */
function expectNoGap(stream: string, from: number, events: readonly NodeEvent[]): void {
  const isInOrder = events.every(({ revision }, index) => revision === BigInt(from + index));
  if (!isInOrder) throw streamDeleted(stream);
}

const endedEarly = (stream: string): StoreUnavailable =>
  new StoreUnavailable(`EventStoreDB: the reading of ${stream} ended before its end`, { written: 'no' });

/** What stands at this revision, for an append whose success came without a position: a node gives none for events that it hides. */
export async function positionBack(
  reads: NodeReads,
  stream: string,
  { revision, id }: { revision: number; id: string },
): Promise<NodeEvent> {
  const [event] = (await reads.stream(stream, revision, 1)) ?? [];
  if (event === undefined) throw streamDeleted(stream);
  if (event.id !== id || event.revision !== BigInt(revision)) {
    throw new PortFailure('STREAM_DELETED', `${stream}: another event stands at ${revision} than the one that was acknowledged there`, {
      retryable: false,
    });
  }
  return event;
}
