import type { ExpectedRevision, NewEvent } from './event-store.ts';
import { NotStorable } from './failures.ts';
import { findNotJson } from './find-not-json.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const maxNameLength = 250;

/**
 * What every EventStore refuses, with NotStorable and before anything is written: no events, an id twice or not a UUID in
 * lower case (a store that keeps 16 bytes would give another text back), a name that some store keeps for itself, an
 * expected revision that no stream can have, and data or metadata that would not come back as they were given.
 */
export function checkAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): void {
  checkName('stream', stream);
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new NotStorable(`${stream}: an expected revision is an integer from 0 on, or 'no-stream'`);
  }
  if (events.length === 0) throw new NotStorable(`${stream}: an append needs at least one event`);
  if (new Set(events.map((event) => event.id)).size !== events.length) throw new NotStorable(`${stream}: an event id stands twice in one append`);
  for (const event of events) checkEvent(event);
}

function checkEvent({ id, type, data, metadata }: NewEvent): void {
  checkName('type', type);
  if (!uuid.test(id)) throw new NotStorable(`${type}: an event id is a UUID in lower case`);
  for (const [name, value] of [['data', data], ['metadata', metadata]] as const) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotStorable(`${type}: ${name} is not an object`);
    const fault = findNotJson(value);
    if (fault !== undefined) throw new NotStorable(`${type}: ${name}${fault}`);
  }
}

/** `$` begins the names that EventStoreDB keeps for itself; control characters end a name early in some clients. */
function checkName(what: string, name: string): void {
  const fits = name.length > 0 && name.length <= maxNameLength && !name.startsWith('$') && name.isWellFormed();
  if (!fits || /\p{Cc}/u.test(name)) {
    throw new NotStorable(`a ${what} name has 1 to ${maxNameLength} characters, none of them a control character, and does not begin with $`);
  }
}
