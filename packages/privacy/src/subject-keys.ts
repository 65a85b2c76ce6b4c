import type { FoundKey, KeyClass, KeyEntry, KeyReceipt, Keyring } from '@amana/ports/keyring';
import { createAgedCache } from './aged-cache.ts';
import { SealFailure } from './seal-failure.ts';
import { keyBytes, keyIdOf, partClasses, partKeyOf, type PartKey } from './sealed-part.ts';

/** The newest keys of one subject. */
export type SubjectKeys = Readonly<Record<KeyClass, PartKey>>;

/** A key as it was found, its id checked once; or what is left of it. */
export type LoadedKey = { state: 'live'; key: PartKey } | { state: 'destroyed'; receipt: KeyReceipt };

export type Keys = {
  /**
   * Makes all three where the subject has none; durable when it resolves, so before any append under them. After an erasure it
   * is refused with SUBJECT_ERASED.
   */
  forSealing(subjectId: string): Promise<SubjectKeys>;
  /** All that is known of these ids, in one question to the keyring; an id that was never there is missing from the answer. */
  find(keyIds: readonly string[]): Promise<Map<string, LoadedKey>>;
};

export type KeysOptions = {
  keyring: Keyring;
  randomBytes: (size: number) => Uint8Array;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  maxSubjects?: number;
  /** At most 60,000, which is the default: in no process an erased subject has a key for longer. */
  maxAgeMs?: number;
};

const mostMs = 60_000;

/**
 * Keys as sealing and opening need them, from a keyring and kept for a minute. Whatever the keyring hands out is held against its
 * id once, here: SealFailure WRONG_KEY where a key was swapped.
 */
export function createKeys({ keyring, randomBytes, now, maxSubjects = 500, maxAgeMs = mostMs }: KeysOptions): Keys {
  if (!(maxAgeMs <= mostMs))
    throw new RangeError('keys may be kept for 60 seconds at most: an erased subject would have one in this process');
  const sealing = createAgedCache<Promise<SubjectKeys>>({ max: maxSubjects, maxAgeMs, now });
  const opening = createAgedCache<LoadedKey>({ max: maxSubjects * partClasses.length, maxAgeMs, now });

  const forSealing = async (subjectId: string): Promise<SubjectKeys> => {
    const kept = sealing.get(subjectId);
    if (kept !== undefined) return kept;
    const since = now();
    const asked = keyring.ensure(subjectId, () => newEntries(subjectId, randomBytes)).then((entries) => subjectKeysOf(subjectId, entries));
    sealing.set(subjectId, asked, since);
    try {
      const keys = await asked;
      for (const key of Object.values(keys)) opening.set(key.keyId, { state: 'live', key }, since);
      return keys;
    } catch (error) {
      sealing.delete(subjectId); // the next command asks again
      throw error;
    }
  };

  const find = async (keyIds: readonly string[]): Promise<Map<string, LoadedKey>> => {
    const known = new Map<string, LoadedKey>();
    const unknown = new Set<string>();
    for (const keyId of keyIds) {
      const kept = opening.get(keyId);
      if (kept === undefined) unknown.add(keyId);
      else known.set(keyId, kept);
    }
    if (unknown.size === 0) return known;
    const since = now();
    for (const [keyId, found] of await keyring.find([...unknown])) {
      const loaded = loadedKeyOf(keyId, found);
      opening.set(keyId, loaded, since);
      known.set(keyId, loaded);
    }
    return known;
  };

  return { forSealing, find };
}

const newEntries = (subjectId: string, randomBytes: (size: number) => Uint8Array): KeyEntry[] =>
  partClasses.map((cls) => {
    const key = randomBytes(keyBytes);
    return { keyId: keyIdOf(subjectId, cls, key), subjectId, class: cls, key };
  });

function subjectKeysOf(subjectId: string, entries: readonly KeyEntry[]): SubjectKeys {
  const of = (cls: KeyClass): PartKey => {
    const entry = entries.find((entry) => entry.class === cls);
    if (entry?.subjectId !== subjectId)
      throw new SealFailure('WRONG_KEY', `the keyring gave no ${cls} key of the subject it was asked for`);
    return partKeyOf(entry);
  };
  return { statistic: of('statistic'), identity: of('identity'), justice: of('justice') };
}

function loadedKeyOf(keyId: string, found: FoundKey): LoadedKey {
  const at = found.state === 'live' ? found.entry.keyId : found.receipt.keyId;
  if (at !== keyId) throw new SealFailure('WRONG_KEY', `the keyring gave another key for ${keyId}`);
  return found.state === 'live' ? { state: 'live', key: partKeyOf(found.entry) } : found;
}
