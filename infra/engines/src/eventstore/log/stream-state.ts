import { type StoredEvent, tombstoneRevision } from './stored-event.ts';

/** A soft delete is the metadata `$tb` with this value. */
export const everything = 2n ** 63n - 1n;

export type StreamState = {
  /** `events[n]` has revision n, hidden ones too; the event of a tombstone is not among them. */
  events: StoredEvent[];
  /** `$tb`: earlier revisions are hidden from readers. */
  truncateBefore: bigint;
  /** `$maxCount`: only so many are shown. */
  maxCount: bigint | undefined;
  /** Soft-deleted, and an append of no events has come since: found again, but without events. A node forgets it too. */
  isEmptied: boolean;
  isTombstoned: boolean;
};

const metadataPrefix = '$$';

export const metadataStreamOf = (stream: string): string => `${metadataPrefix}${stream}`;
export const isMetadataStream = (stream: string): boolean => stream.startsWith(metadataPrefix);
/** The stream that a metadata stream speaks of; any other is its own. */
export const ownerOf = (stream: string): string => (isMetadataStream(stream) ? stream.slice(metadataPrefix.length) : stream);

export function newStreamState(stream: string): StreamState {
  const maxCount = isMetadataStream(stream) ? 1n : undefined;
  return { events: [], truncateBefore: 0n, maxCount, isEmptied: false, isTombstoned: false };
}

/** -1 for a stream without events. */
export const lastRevision = ({ events }: StreamState): bigint => BigInt(events.length) - 1n;

export const isSoftDeleted = ({ events, truncateBefore }: StreamState): boolean => events.length > 0 && truncateBefore === everything;

/** The first revision that is shown; may lie behind the last one. */
export function firstShown({ events, truncateBefore, maxCount }: StreamState): bigint {
  const byCount = maxCount === undefined ? 0n : BigInt(events.length) - maxCount;
  return byCount > truncateBefore ? byCount : truncateBefore;
}

export function addEvent(state: StreamState, event: StoredEvent): void {
  if (event.revision === tombstoneRevision) state.isTombstoned = true;
  else state.events.push(event);
}

/** Numbers are taken from the text: `$tb` of a soft delete is beyond what a JSON number can hold. */
export function applyMetadata(state: StreamState, data: Uint8Array): void {
  const text = new TextDecoder().decode(data);
  state.truncateBefore = integerOf(text, 'tb') ?? 0n;
  state.maxCount = integerOf(text, 'maxCount');
  state.isEmptied = false;
}

function integerOf(json: string, key: 'tb' | 'maxCount'): bigint | undefined {
  const digits = new RegExp(`"\\$${key}"\\s*:\\s*(\\d+)`).exec(json)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}
