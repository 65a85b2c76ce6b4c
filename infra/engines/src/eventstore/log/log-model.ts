import { createRecentIds } from './recent-ids.ts';
import { positionBehind, type ProposedEvent, type StoredEvent } from './stored-event.ts';
import { addEvent, applyMetadata, isMetadataStream, newStreamState, ownerOf, type StreamState } from './stream-state.ts';

/** Events for one stream; `at` only for a tombstone, whose revision is no next one. */
export type StreamWrite = { stream: string; events: readonly ProposedEvent[]; at?: bigint };

const nothing = new Uint8Array();
const firstPosition = 548n; // where a fresh 24.6 node has its first event

export type LogModel = {
  /** In log order. */
  readonly events: readonly StoredEvent[];
  /** Of a stream that was never written, a fresh one that is not kept: whoever reads names must not fill the memory. */
  stateOf(stream: string): StreamState;
  recentRevision(stream: string, id: string): bigint | undefined;
  /** A position for an append of no events, which a node writes down too: no event will stand there. */
  takePosition(stream: string): bigint;
  /** The events with the places that they would get; changes nothing. */
  place(writes: readonly StreamWrite[], createdMs: number): StoredEvent[];
  apply(events: readonly StoredEvent[]): void;
  /** Forgets all but the first so many events: what was applied since was not stored after all. */
  rewind(length: number): void;
  /** As after a restart: `any` and `stream_exists` recognise nothing of what was before. */
  forgetRecentIds(): void;
};

/** The state of a node, as a fold over its events. */
export function createLogModel(stored: readonly StoredEvent[]): LogModel {
  let events: StoredEvent[] = [];
  const streams = new Map<string, StreamState>();
  const recent = createRecentIds();
  let firstFree = 0n; // behind the positions that were taken without an event

  const stateOf = (stream: string): StreamState => streams.get(stream) ?? newStreamState(stream);
  const keptStateOf = (stream: string): StreamState => {
    const state = stateOf(stream);
    streams.set(stream, state);
    return state;
  };
  const nextPosition = (): bigint => {
    const last = events.at(-1);
    const next = last === undefined ? firstPosition : positionBehind(last);
    return next > firstFree ? next : firstFree;
  };
  const fold = (event: StoredEvent): void => {
    events.push(event);
    addEvent(keptStateOf(event.stream), event);
    if (isMetadataStream(event.stream) && event.type === '$metadata') applyMetadata(keptStateOf(ownerOf(event.stream)), event.data);
  };
  stored.forEach(fold);

  return {
    get events() {
      return events;
    },
    stateOf,
    recentRevision: (stream, id) => recent.revisionIn(stream, id),
    takePosition: (stream) => {
      const position = nextPosition();
      firstFree = positionBehind({ position, stream, type: '', data: nothing, metadata: nothing });
      return position;
    },
    place: (writes, createdMs) => {
      let position = nextPosition();
      return writes.flatMap(({ stream, events: proposed, at }) => {
        const first = at ?? BigInt(stateOf(stream).events.length);
        return proposed.map((event, index) => {
          const placed = { ...event, stream, revision: first + BigInt(index), position, createdMs };
          position = positionBehind(placed);
          return placed;
        });
      });
    },
    apply: (placed) => {
      for (const event of placed) {
        fold(event);
        recent.add(event);
      }
    },
    rewind: (length) => {
      const kept = events.slice(0, length);
      events = [];
      streams.clear();
      recent.forget();
      kept.forEach(fold);
    },
    forgetRecentIds: () => recent.forget(),
  };
}
