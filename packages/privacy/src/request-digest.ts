import type { KeyClass } from '@amana/ports/keyring';
import type { OpenedPart } from './open-event.ts';
import { hasValues, type UnsealedPart } from './seal-event.ts';

/** No field can have this pointer: in a JSON pointer `~` is always followed by 0 or 1. */
const pointer = '/~request';
const preferred: readonly KeyClass[] = ['identity', 'justice', 'statistic'];

type Sealing = { readonly parts: readonly UnsealedPart[] };

/**
 * Where the digest of a request stands: sealed in the first event of the command that seals anything, in its `identity` part (else
 * `justice`, else `statistic`); `clear`, for `metadata.requestDigest`, only where the command seals nothing. A digest in clear of
 * a body with a name in it could be tried out name by name, also after the erasure (design: requestDigest).
 */
export function withRequestDigest<E extends Sealing>(events: readonly E[], digest: string): { events: readonly E[]; clear?: string } {
  const place = events.findIndex((event) => event.parts.some(hasValues));
  const event = events[place];
  if (event === undefined) return { events, clear: digest };
  const bearer = bearerOf(event.parts);
  const parts = event.parts.map((part) => (part === bearer ? { ...part, values: { ...part.values, [pointer]: digest } } : part));
  return { events: events.with(place, { ...event, parts }) };
}

function bearerOf(parts: readonly UnsealedPart[]): UnsealedPart | undefined {
  const filled = parts.filter(hasValues);
  return preferred.map((cls) => filled.find((part) => part.class === cls)).find((part) => part !== undefined);
}

/** The digest out of an event's opened parts. Undefined where it stands elsewhere, or in a part that no longer opens. */
export function findRequestDigest(parts: readonly OpenedPart[]): string | undefined {
  const found = parts.map((part) => (part.state === 'open' ? part.values[pointer] : undefined)).find((value) => value !== undefined);
  return typeof found === 'string' ? found : undefined;
}
