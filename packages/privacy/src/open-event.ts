import type { Json, JsonObject } from '@amana/ports/json';
import type { KeyClass, KeyReceipt } from '@amana/ports/keyring';
import { MissingKey } from './missing-key.ts';
import { SealFailure } from './seal-failure.ts';
import { openPart, partClasses, type PartPlace, type PartValues, type SealedPart } from './sealed-part.ts';
import type { LoadedKey } from './subject-keys.ts';

/** A stored event, or the piece of one that a row keeps: its place and the parts that the row shows. */
export type EventWithParts = Omit<PartPlace, 'metadata'> & { metadata: { readonly schemaVersion?: Json }; data: JsonObject };

/** A part after reading. `erased`: its key was destroyed, with the receipt. `withheld`: this reader may not see it; nothing was tried. */
export type OpenedPart = { subjectId: string; class: KeyClass } & (
  | { state: 'open'; values: PartValues }
  | { state: 'erased'; receipt: KeyReceipt }
  | { state: 'withheld' }
);

export type OpeningTools = {
  /** Of every part that may be opened, as `find` of createKeys gives them. */
  readonly keys: ReadonlyMap<string, LoadedKey>;
  readonly may: (part: SealedPart) => boolean;
};

/**
 * The event's parts in their order. Throws MissingKey where a key has neither an entry nor a receipt, SealFailure where a part is
 * not what was sealed.
 */
export function openParts(event: EventWithParts, { keys, may }: OpeningTools): OpenedPart[] {
  const place = placeOf(event);
  return sealedPartsOf(event).map((part) => {
    const about = { subjectId: part.subjectId, class: part.class };
    if (!may(part)) return { ...about, state: 'withheld' };
    const found = keys.get(part.keyId);
    if (found === undefined) throw new MissingKey(part.keyId);
    if (found.state === 'live') return { ...about, state: 'open', values: openPart(place, part, found.key) };
    return { ...about, state: 'erased', receipt: receiptFor(part, found.receipt) };
  });
}

function placeOf({ id, stream, type, metadata: { schemaVersion } }: EventWithParts): PartPlace {
  if (typeof schemaVersion !== 'number') throw new SealFailure('MALFORMED', 'this event has no schema version');
  return { id, stream, type, metadata: { schemaVersion } };
}

/** A receipt that names another subject or class was written for another key; it must not turn this part into an erased one. */
function receiptFor(part: SealedPart, receipt: KeyReceipt): KeyReceipt {
  const fits = receipt.keyId === part.keyId && receipt.subjectId === part.subjectId && receipt.class === part.class;
  if (!fits) throw new SealFailure('WRONG_KEY', `the receipt that is kept for key ${part.keyId} is of another one`);
  return receipt;
}

/** The keys that these events need, each once, so that one question to the keyring answers for all. */
export function keyIdsOf(events: readonly EventWithParts[], may: (part: SealedPart) => boolean): string[] {
  const parts = events.flatMap(sealedPartsOf).filter(may);
  return [...new Set(parts.map((part) => part.keyId))];
}

/** The parts as they were stored; none where the event seals nothing. Throws MALFORMED for what is not a part of version 1. */
export function sealedPartsOf({ data }: EventWithParts): readonly SealedPart[] {
  const sealed = data['sealed'];
  if (sealed === undefined) return [];
  if (!Array.isArray(sealed) || !sealed.every(isSealedPart))
    throw new SealFailure('MALFORMED', 'this event has parts that are not of version 1');
  return sealed;
}

function isSealedPart(part: Json): part is SealedPart {
  if (typeof part !== 'object' || part === null || !('v' in part)) return false;
  const texts = [part['subjectId'], part['keyId'], part['nonce'], part['ciphertext']];
  return part['v'] === 1 && partClasses.some((cls) => cls === part['class']) && texts.every((text) => typeof text === 'string');
}
