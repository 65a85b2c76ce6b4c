import { digestOf } from '@amana/privacy/digests';

export type SeenIds = {
  /** True where this id may have been given before: a second look has to tell. Never false for one that was. */
  mayHaveSeen(id: string): boolean;
};

const FIRST_SLOTS = 4_096; // a power of two, and so is every size after it

/**
 * Every id that was given, as 8 bytes of its digest: 16 to 32 MB for a million, where the ids themselves would take 100. Two ids of
 * a million share these bytes in one log out of some tens of millions.
 */
export function createSeenIds(): SeenIds {
  let slots = new BigUint64Array(FIRST_SLOTS); // 0: free
  let count = 0;

  function grow(): void {
    const larger = new BigUint64Array(slots.length * 2);
    for (const mark of slots) if (mark !== 0n) put(larger, mark);
    slots = larger;
  }

  return {
    mayHaveSeen: (id) => {
      if (count * 2 >= slots.length) grow();
      const isNew = put(slots, markOf(id));
      if (isNew) count += 1;
      return !isNew;
    },
  };
}

/** False where it is there. */
function put(into: BigUint64Array, mark: bigint): boolean {
  const last = into.length - 1;
  let at = Number(mark & BigInt(last));
  while (into[at] !== 0n) {
    if (into[at] === mark) return false;
    at = (at + 1) & last;
  }
  into[at] = mark;
  return true;
}

const markOf = (id: string): bigint => Buffer.from(digestOf(id), 'base64url').readBigUInt64LE() || 1n;
