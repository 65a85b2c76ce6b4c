import { PortFailure } from '@amana/ports/failures';
import { createKeys, type Keys, type LoadedKey } from '@amana/privacy/subject-keys';
import type { Keyring } from '@amana/ports/keyring';
import type { FaultList } from './fault-list.ts';

export type KnownKeysDeps = {
  /** It is only asked. */
  readonly keyring: Pick<Keyring, 'find'>;
  readonly monotonic: () => number;
};

export type KnownKeys = {
  /** All of these that can be used; what is wrong with another is said once in all. */
  load(keyIds: readonly string[]): Promise<ReadonlyMap<string, LoadedKey>>;
  /** So many keys are there, or their receipts. */
  count(): number;
  destroyed(): number;
};

/** Each key that the log names: there and the one that its id says, or destroyed with a receipt. Throws what the keyring throws. */
export function createKnownKeys(log: string, { keyring, monotonic }: KnownKeysDeps, faults: FaultList): KnownKeys {
  const asked: Pick<Keys, 'find'> = createKeys({ keyring: onlyAsked(keyring), randomBytes: neverMade, now: monotonic, maxSubjects: 5_000 });
  const states = new Map<string, LoadedKey['state'] | 'unusable'>();

  async function loadOne(keyId: string): Promise<Map<string, LoadedKey>> {
    try {
      return await asked.find([keyId]);
    } catch (error) {
      if (!isOfTheKey(error)) throw error;
      if (!states.has(keyId)) faults.add('KEY_CHANGED', { log, key: keyId });
      states.set(keyId, 'unusable');
      return new Map();
    }
  }

  async function loadAll(keyIds: readonly string[]): Promise<Map<string, LoadedKey>> {
    try {
      return await asked.find(keyIds);
    } catch (error) {
      if (!isOfTheKey(error)) throw error; // one of them spoils the answer for all
      return new Map((await Promise.all(keyIds.map(loadOne))).flatMap((found) => [...found]));
    }
  }

  const countOf = (state: LoadedKey['state']): number => [...states.values()].filter((each) => each === state).length;
  return {
    load: async (keyIds) => {
      const found = await loadAll(keyIds);
      for (const [keyId, { state }] of found) states.set(keyId, state);
      for (const keyId of keyIds) {
        if (states.has(keyId)) continue;
        states.set(keyId, 'unusable');
        faults.add('KEY_MISSING', { log, key: keyId });
      }
      return found;
    },
    count: () => countOf('live') + countOf('destroyed'),
    destroyed: () => countOf('destroyed'),
  };
}

const isOfTheKey = (error: unknown): boolean => error instanceof PortFailure && ['WRONG_KEY', 'KEY_DAMAGED'].includes(error.code);

function refuse(): never {
  throw new Error('whoever verifies makes no key and no secret');
}
const neverMade = refuse;
const onlyAsked = ({ find }: Pick<Keyring, 'find'>): Keyring => ({ find: (keyIds) => find(keyIds), ensure: refuse, secrets: refuse, addSecret: refuse });
