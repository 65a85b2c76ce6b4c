import { idOfStream } from '@amana/domain/aggregate';
import type { RecordedEvent } from '@amana/ports/event-store';

/** An event as it stands in the log, with its texts. */
export type Stored = { readonly stream: string; readonly revision: number; readonly id: string; readonly type: string; readonly data: string; readonly metadata: string };

export type Copies = {
  /** Streams of one copy. */
  readonly streams: readonly string[];
  /** Copy `n` of all events, with streams and ids of its own; the first one is `0`. Sealed parts are copied as they are, and would not open. */
  readonly copy: (n: number) => Stored[];
  readonly streamOf: (name: string, n: number) => string;
};

const UUID_HEAD = 24;
const hex = (n: number): string => n.toString(16).padStart(12, '0');
/** The last twelve digits of a uuid replaced: texts keep their length. */
const renumbered = (uuid: string, n: number): string => uuid.slice(0, UUID_HEAD) + hex(n);

/** Real events many times over: a stream is named anew wherever its id stands in the event. */
export function copiesOf(events: readonly RecordedEvent[]): Copies {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const numberOf = new Map(streams.map((stream, n) => [stream, n]));
  const texts = events.map(({ data, metadata }) => ({ data: JSON.stringify(data), metadata: JSON.stringify(metadata) }));
  const copyId = (stream: string, n: number): string => renumbered(idOfStream(stream), n * streams.length + (numberOf.get(stream) ?? 0));
  const streamOf = (name: string, n: number): string => name.slice(0, name.indexOf('-') + 1) + copyId(name, n);
  return {
    streams,
    streamOf,
    copy: (n) =>
      events.map(({ stream, revision, id, type }, index) => {
        const [own, named] = [idOfStream(stream), copyId(stream, n)];
        const { data, metadata } = texts[index] as (typeof texts)[number];
        return {
          stream: streamOf(stream, n),
          revision,
          id: renumbered(id, n * events.length + index),
          type,
          data: data.replaceAll(own, named),
          metadata: metadata.replaceAll(own, named),
        };
      }),
  };
}

/** The same as read from the log, from position 1 on. */
export const recorded = (events: readonly Stored[]): RecordedEvent[] =>
  events.map((event, index) => ({
    ...event,
    position: BigInt(index + 1),
    data: JSON.parse(event.data) as RecordedEvent['data'],
    metadata: JSON.parse(event.metadata) as RecordedEvent['metadata'],
  }));
