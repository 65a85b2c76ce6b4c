import { fold, streamName, type Aggregate, type StreamFacts } from '@amana/domain/aggregate';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { readSealed } from './read-event.ts';

/** The state of a stream without a key: every sealed field reads as withheld. */
export const foldSealed = <State extends { stream: StreamFacts }>(of: Aggregate<State>, stream: string, events: readonly RecordedEvent[]): State =>
  fold(
    of,
    stream,
    events.map((event) => readSealed(event, of.events)),
  );

/** The same, read from the log. One that does not exist is in its initial state. */
export async function sealedStateOf<State extends { stream: StreamFacts }>(of: Aggregate<State>, id: string, events: EventStore): Promise<State> {
  const stream = streamName(of.kind, id);
  return foldSealed(of, stream, (await events.readStream(stream)).events);
}
