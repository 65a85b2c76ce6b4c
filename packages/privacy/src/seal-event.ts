import { findNotJson } from '@amana/ports/find-not-json';
import type { Json, JsonObject } from '@amana/ports/json';
import type { KeyClass } from '@amana/ports/keyring';
import { SealFailure } from './seal-failure.ts';
import { nonceBytes, partClasses, sealPart, type PartPlace, type PartValues, type SealedPart } from './sealed-part.ts';
import type { SubjectKeys } from './subject-keys.ts';

/** The values of one class about one subject, before sealing. */
export type UnsealedPart = { readonly subjectId: string; readonly class: KeyClass; readonly values: PartValues };

export type UnsealedEvent = {
  readonly event: PartPlace;
  /** The clear fields as they will stand. */
  readonly clear: JsonObject;
  /** In the order in which the event first mentions the subjects. */
  readonly parts: readonly UnsealedPart[];
};

export type SealingTools = {
  /** The keys of every subject that a part names. */
  readonly keys: ReadonlyMap<string, SubjectKeys>;
  readonly randomBytes: (size: number) => Uint8Array;
};

/**
 * The stored data: `{ ...clear, sealed? }`. Parts stand in the order of the subjects' first mention, within a subject statistic,
 * identity, justice; a part without values is left out, and without any part there is no `sealed`.
 * Throws MALFORMED where the event may not be sealed like this.
 */
export function sealEvent(input: UnsealedEvent, tools: SealingTools): JsonObject {
  if ('sealed' in input.clear) throw new SealFailure('MALFORMED', 'a clear field cannot be called sealed');
  const parts = storedOrder(input.parts.filter(hasValues));
  if (parts.length === 0) return input.clear;
  return { ...input.clear, sealed: parts.map((part) => sealOne(input.event, part, tools) satisfies Json) };
}

/** Two parts of one subject and class would share their place, and one could be put for the other unnoticed. */
function storedOrder(parts: readonly UnsealedPart[]): UnsealedPart[] {
  const subjects = [...new Set(parts.map((part) => part.subjectId))];
  const rank = (part: UnsealedPart) => subjects.indexOf(part.subjectId) * partClasses.length + partClasses.indexOf(part.class);
  if (new Set(parts.map(rank)).size < parts.length) throw new SealFailure('MALFORMED', 'two parts of one subject and class in one event');
  return parts.toSorted((a, b) => rank(a) - rank(b));
}

function sealOne(event: PartPlace, part: UnsealedPart, { keys, randomBytes }: SealingTools): SealedPart {
  const key = keys.get(part.subjectId)?.[part.class];
  if (key === undefined) throw new SealFailure('WRONG_KEY', 'the keys of a subject of this event were not fetched');
  // The log checks what it stores, but it cannot look into a part: a NaN would come back as null years later.
  const fault = findNotJson(part.values);
  if (fault !== undefined) throw new SealFailure('MALFORMED', `a sealed value would not come back as it is: ${fault}`);
  return sealPart(event, key, { nonce: randomBytes(nonceBytes), values: part.values });
}

export const hasValues = (part: UnsealedPart): boolean => Object.keys(part.values).length > 0;
