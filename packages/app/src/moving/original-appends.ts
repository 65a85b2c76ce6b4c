import type { ExpectedRevision, NewEvent, RecordedEvent } from '@amana/ports/event-store';
import { metadataOf } from '../stored-metadata.ts';
import { MoveRefused } from './move-refused.ts';

/** An append as it was given to the store the first time. */
export type OriginalAppend = { readonly stream: string; readonly expected: ExpectedRevision; readonly events: readonly NewEvent[] };

/**
 * The appends that a log was made by, from its events in order: events of one command stand one behind the other and are counted
 * in `commandIndex`. Several events of the system that shared an append (an alert that failed and was parked) each name
 * themselves as their command, and come out one by one: nothing reads them as one. Throws MoveRefused LOG_NOT_WHOLE where an event
 * of an append is not there.
 */
export async function* originalAppends(events: AsyncIterable<RecordedEvent>): AsyncGenerator<OriginalAppend> {
  let open: RecordedEvent[] = [];
  for await (const event of events) {
    if (!goesOn(open, event)) throw new MoveRefused('LOG_NOT_WHOLE', { event: event.id });
    open.push(event);
    if (open.length < countOf(event)) continue;
    yield appendOf(open);
    open = [];
  }
  const [first] = open;
  if (first) throw new MoveRefused('LOG_NOT_WHOLE', { event: first.id });
}

const indexOf = (event: RecordedEvent): readonly unknown[] => {
  const index: unknown = metadataOf(event).commandIndex;
  return Array.isArray(index) ? index : [];
};
const countOf = (event: RecordedEvent): number => Number(indexOf(event)[1]);

function goesOn(open: readonly RecordedEvent[], event: RecordedEvent): boolean {
  const [index, count] = indexOf(event);
  if (index !== open.length || typeof count !== 'number' || count <= index) return false;
  const last = open.at(-1);
  if (last === undefined) return true;
  const isNext = event.stream === last.stream && event.revision === last.revision + 1;
  return isNext && count === countOf(last) && metadataOf(event).commandId === metadataOf(last).commandId;
}

export function appendOf(events: readonly RecordedEvent[]): OriginalAppend {
  const [first] = events;
  if (first === undefined) throw new Error('an append of no event');
  return {
    stream: first.stream,
    expected: first.revision === 0 ? 'no-stream' : first.revision - 1,
    events: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
  };
}

/** An event in its stream, in whatever log that is. */
export type PlacedEvent = Omit<RecordedEvent, 'position'>;

/** The events as they will stand in their stream. */
export function placedEvents({ stream, expected, events }: OriginalAppend): PlacedEvent[] {
  const from = expected === 'no-stream' ? 0 : expected + 1;
  return events.map((event, i) => ({ ...event, stream, revision: from + i }));
}
