import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { WrongRevision } from '@amana/ports/failures';

/**
 * A log that answers at once and keeps nothing: what the server costs without a store. It begins with what the other one holds; of the
 * port's promises it keeps those that commands need while nobody repeats one.
 */
export function createMemoryLog(): EventStore {
  const all: RecordedEvent[] = [];
  const streams = new Map<string, RecordedEvent[]>();

  return {
    append: async (stream, expected, events) => {
      const own = streams.get(stream) ?? [];
      const head = own.length === 0 ? 'no-stream' : own.length - 1;
      if (head !== expected) throw new WrongRevision(stream, expected, head);
      for (const event of events) {
        const recorded = { ...event, stream, revision: own.length, position: BigInt(all.length + 1) };
        own.push(recorded);
        all.push(recorded);
      }
      streams.set(stream, own);
      return { revision: own.length - 1, position: BigInt(all.length) };
    },
    readStream: async (stream, { from = 0, limit = Infinity } = {}) => {
      const own = streams.get(stream) ?? [];
      return { events: own.slice(from, from + limit), head: own.length === 0 ? 'no-stream' : own.length - 1 };
    },
    readLog: async (after = 0n, { limit }) => {
      const events = all.slice(Number(after), Number(after) + limit);
      return { events, next: events.at(-1)?.position ?? (after === 0n ? undefined : after), atHead: Number(after) + limit >= all.length };
    },
    head: async () => all.at(-1)?.position,
    readAt: async (position) => all[Number(position) - 1],
    waitForMore: (_after, { timeoutMs, signal }) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
      }),
  };
}
