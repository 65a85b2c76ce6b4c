import type { NewEvent, RecordedEvent } from '@amana/ports/event-store';

export type StoredAppend = { readonly stream: string; readonly events: readonly NewEvent[] };

/** The appends of commands on cases and persons, as they were made. */
export function appendsOf(log: readonly RecordedEvent[]): StoredAppend[] {
  const ofCommands = log.filter(({ stream }) => /^(?:case|person)-/.test(stream));
  const byCommand = Map.groupBy(ofCommands, ({ metadata }) => metadata['commandId']);
  return [...byCommand.values()].map((events) => ({
    stream: events[0]?.stream ?? '',
    events: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
  }));
}
