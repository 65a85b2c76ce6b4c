import type { ExpectedRevision, NewEvent } from './event-store.ts';
import { NotStorable } from './failures.ts';
import { findNotJson } from './find-not-json.ts';
import type { JsonObject } from './json.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const maxNameLength = 250;
/** Below the 1 MiB for which an EventStoreDB server is set up by default. */
const maxBytes = 1_000_000;

/** `data` and `metadata` as JSON text. */
export type EncodedEvent = { id: string; type: string; data: string; metadata: string };

/**
 * The events as text, to be stored as they are. Every EventStore calls it first, synchronously. Throws NotStorable for what
 * some store would refuse or not give back as it was: no events, an id twice or not a UUID in lower case (16 bytes are kept,
 * not the text), a name that a store keeps for itself, an expected revision that no stream can have, over 1,000,000 bytes
 * in one append, and values that `findNotJson` finds.
 */
export function encodeAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): EncodedEvent[] {
  checkName('stream', stream);
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new NotStorable(`${stream}: an expected revision is an integer from 0 on, or 'no-stream'`);
  }
  if (events.length === 0) throw new NotStorable(`${stream}: an append needs at least one event`);
  if (new Set(events.map((event) => event.id)).size !== events.length)
    throw new NotStorable(`${stream}: an event id stands twice in one append`);
  const encoded = events.map(encodeEvent);
  const bytes = encoded.reduce((sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata), 0);
  if (bytes > maxBytes) throw new NotStorable(`${stream}: an append of ${bytes} bytes; at most ${maxBytes} fit`);
  return encoded;
}

function encodeEvent({ id, type, data, metadata }: NewEvent): EncodedEvent {
  checkName('type', type);
  if (!uuid.test(id)) throw new NotStorable(`${type}: an event id is a UUID in lower case`);
  return { id, type, data: encodeObject(`${type}: data`, data), metadata: encodeObject(`${type}: metadata`, metadata) };
}

function encodeObject(what: string, value: JsonObject): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotStorable(`${what} is not an object`);
  const fault = findNotJson(value);
  if (fault !== undefined) throw new NotStorable(`${what}${fault}`);
  return JSON.stringify(value);
}

/** `$` begins the names that EventStoreDB keeps for itself; control characters end a name early in some clients. */
function checkName(what: string, name: string): void {
  const fits = name.length > 0 && name.length <= maxNameLength && !name.startsWith('$') && name.isWellFormed();
  if (!fits || /\p{Cc}/u.test(name)) {
    throw new NotStorable(
      `a ${what} name has 1 to ${maxNameLength} characters, none of them a control character, and does not begin with $`,
    );
  }
}
