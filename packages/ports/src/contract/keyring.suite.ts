import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FoundKey, KeyClass, KeyEntry, KeyReceipt, Keyring } from '../keyring.ts';
import type { Harness } from './harness.ts';
import { secretForms } from './secret-forms.ts';

export type KeyringHarness = Harness<Keyring> & {
  /** How often keys were made durable since the place was made. */
  commits(): number;
  /** What a sudden end of the process would leave, opened: nothing is closed, nothing flushed. */
  afterKill(): Promise<Keyring>;
  /** What an erasure does to one key: the key goes, the receipt stays. */
  destroy(receipt: KeyReceipt): Promise<void>;
  /** Every byte that the keyring keeps, but for the key that wraps the others. */
  storedBytes(): Promise<Buffer>;
};

const classes: readonly KeyClass[] = ['statistic', 'identity', 'justice'];

/** 32 bytes that look random and are always the same. */
function bytesOf(seed: string): Uint8Array {
  let state = 2_166_136_261;
  const step = (value: number): number => (state = Math.imul(state ^ value, 16_777_619) >>> 0);
  for (const character of seed) step(character.charCodeAt(0));
  return Uint8Array.from({ length: 32 }, () => step(7) >>> 24);
}

const keysOf = (subjectId: string, maker = 'a'): KeyEntry[] =>
  classes.map((cls) => ({ keyId: `${maker}-${subjectId}-${cls}`, subjectId, class: cls, key: bytesOf(`${maker} ${subjectId} ${cls}`) }));
const receiptOf = ({ keyId, subjectId, class: cls }: KeyEntry): KeyReceipt => ({
  keyId,
  subjectId,
  class: cls,
  erasingEventId: 'erasing-event',
});
const byId = (entries: readonly KeyEntry[]) => new Map<string, FoundKey>(entries.map((entry) => [entry.keyId, { state: 'live', entry }]));
const inOrder = (entries: readonly KeyEntry[]) => entries.toSorted((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class));
const never = (): KeyEntry[] => {
  throw new Error('no key may be made here');
};
const subjects = (count: number) => Array.from({ length: count }, (_, n) => `subject-${n}`);
const erased = expect.objectContaining({ name: 'PortFailure', code: 'SUBJECT_ERASED', retryable: false });
const notStorable = expect.objectContaining({ name: 'NotStorable', code: 'NOT_STORABLE', retryable: false });

export function keyringSuite(name: string, makeHarness: () => Promise<KeyringHarness>): void {
  describe(`Keyring: ${name}`, () => {
    let harness: KeyringHarness;
    let keyring: Keyring;
    beforeEach(async () => {
      harness = await makeHarness();
      keyring = harness.store;
    });
    afterEach(() => harness.close());

    const ensure = (subjectId: string, maker = 'a') => keyring.ensure(subjectId, () => keysOf(subjectId, maker));

    test('a new subject gets one key of each class, as they were made', async () => {
      expect(inOrder(await ensure('s'))).toEqual(keysOf('s'));
    });

    test('a subject that has keys keeps them, and none are made', async () => {
      await ensure('s');
      expect(inOrder(await keyring.ensure('s', never))).toEqual(keysOf('s'));
      expect(inOrder(await (await harness.second()).ensure('s', never))).toEqual(keysOf('s'));
    });

    test('of callers that make keys for one subject at the same time the first wins, and all get what is stored', async () => {
      const instances = [keyring, await harness.second()];
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (instances[n % 2] ?? keyring).ensure('s', () => keysOf('s', `maker-${n}`))),
      );
      const found = await keyring.find((answers[0] ?? []).map((entry) => entry.keyId));
      const stored = [...found.values()].flatMap((found) => (found.state === 'live' ? [found.entry] : []));
      expect(stored).toHaveLength(3);
      expect(new Set(stored.map((entry) => entry.keyId.split('-s-')[0])).size).toBe(1);
      for (const answer of answers) expect(inOrder(answer)).toEqual(inOrder(stored));
      const losers = Array.from({ length: 10 }, (_, n) => keysOf('s', `maker-${n}`).map((entry) => entry.keyId)).flat();
      expect((await keyring.find(losers)).size).toBe(3);
    });

    test('concurrent calls share a commit', async () => {
      const before = harness.commits();
      const answers = await Promise.all(subjects(50).map((subjectId) => ensure(subjectId)));
      expect(answers.map(inOrder)).toEqual(subjects(50).map((subjectId) => keysOf(subjectId)));
      expect(harness.commits() - before).toBe(1);
    });

    test('keys are durable when the call resolves: a sudden end of the process loses none', async () => {
      const entries = await ensure('s');
      const after = await harness.afterKill();
      expect(await after.find(entries.map((entry) => entry.keyId))).toEqual(byId(keysOf('s')));
      expect(inOrder(await after.ensure('s', never))).toEqual(keysOf('s'));
    });

    test('keys and secrets are there after a restart', async () => {
      await ensure('s');
      await keyring.addSecret('endpoint', bytesOf('secret'), 2);
      const reopened = await harness.reopen();
      expect(inOrder(await reopened.ensure('s', never))).toEqual(keysOf('s'));
      expect(await reopened.secrets('endpoint')).toEqual([bytesOf('secret')]);
    });

    test.each<[string, () => readonly KeyEntry[]]>([
      ['no key', () => []],
      ['a class without key', () => keysOf('s').slice(1)],
      ['two keys of one class', () => [...keysOf('s').slice(1), { ...keysOf('s')[1], keyId: 'other' } as KeyEntry]],
      ['a fourth key', () => [...keysOf('s'), { ...keysOf('s')[1], keyId: 'other' } as KeyEntry]],
      ['a key of another subject', () => [...keysOf('s').slice(1), ...keysOf('t').slice(0, 1)]],
    ])('all keys of a subject are made at once: %s is refused and nothing is stored', async (_what, make) => {
      await expect(keyring.ensure('s', make)).rejects.toThrow(notStorable);
      expect(await keyring.find([...keysOf('s'), ...keysOf('t')].map((entry) => entry.keyId))).toEqual(new Map());
      expect(inOrder(await ensure('s', 'b'))).toEqual(keysOf('s', 'b'));
    });

    test('a call that fails fails alone: the others of its commit are stored', async () => {
      await ensure('taken');
      const taken = keysOf('taken').map((entry) => ({ ...entry, subjectId: 'thief' }));
      const outcomes = await Promise.allSettled([
        ensure('s'),
        keyring.ensure('t', never),
        keyring.ensure('thief', () => taken),
        ensure('u'),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
      expect((outcomes[1] as PromiseRejectedResult).reason).toEqual(new Error('no key may be made here'));
      const asked = ['s', 't', 'u', 'taken'].flatMap((subjectId) => keysOf(subjectId)).map((entry) => entry.keyId);
      expect(await keyring.find(asked)).toEqual(byId([...keysOf('s'), ...keysOf('u'), ...keysOf('taken')]));
      expect(inOrder(await ensure('thief', 'b'))).toEqual(keysOf('thief', 'b'));
    });

    test('many ids are found in one call, each once; what was never here is missing', async () => {
      await Promise.all(subjects(400).map((subjectId) => ensure(subjectId)));
      const entries = subjects(400).flatMap((subjectId) => keysOf(subjectId));
      const asked = ['unknown', ...entries.map((entry) => entry.keyId), entries[0]?.keyId ?? '', ''];
      expect(await keyring.find(asked)).toEqual(byId(entries));
      expect(await keyring.find([])).toEqual(new Map());
    });

    test('what is given out is a copy: who changes it changes no stored key', async () => {
      for (const entry of await ensure('s')) entry.key.fill(0);
      await keyring.addSecret('endpoint', bytesOf('secret'), 1);
      for (const secret of await keyring.secrets('endpoint')) secret.fill(0);
      expect(inOrder(await keyring.ensure('s', never))).toEqual(keysOf('s'));
      expect(await keyring.secrets('endpoint')).toEqual([bytesOf('secret')]);
    });

    test('a destroyed key is found as its receipt, and the other keys as before', async () => {
      const [statistic, identity, justice] = keysOf('s') as [KeyEntry, KeyEntry, KeyEntry];
      await ensure('s');
      await harness.destroy(receiptOf(identity));
      const expected = byId([statistic, justice]).set(identity.keyId, { state: 'destroyed', receipt: receiptOf(identity) });
      const ids = keysOf('s').map((entry) => entry.keyId);
      for (const instance of [keyring, await harness.second(), await harness.afterKill()])
        expect(await instance.find(ids)).toEqual(expected);
    });

    test('a subject with a receipt gets no new key, in no process, also while it has others', async () => {
      await Promise.all([ensure('s'), ensure('t')]);
      for (const entry of keysOf('s')) {
        await harness.destroy(receiptOf(entry));
        for (const instance of [keyring, await harness.second()]) await expect(instance.ensure('s', never)).rejects.toThrow(erased);
      }
      expect(inOrder(await keyring.ensure('t', never))).toEqual(keysOf('t'));
      await expect((await harness.reopen()).ensure('s', never)).rejects.toThrow(erased);
    });

    test('secrets come newest first, and the oldest go', async () => {
      expect(await keyring.secrets('endpoint')).toEqual([]);
      for (const seed of ['one', 'two', 'three']) await keyring.addSecret('endpoint', bytesOf(seed), 2);
      expect(await keyring.secrets('endpoint')).toEqual([bytesOf('three'), bytesOf('two')]);
      await keyring.addSecret('endpoint', bytesOf('four'), 1);
      expect(await keyring.secrets('endpoint')).toEqual([bytesOf('four')]);
      expect(await (await harness.afterKill()).secrets('endpoint')).toEqual([bytesOf('four')]);
    });

    test('secrets of one name are no other name’s', async () => {
      await keyring.addSecret('a', bytesOf('one'), 1);
      await keyring.addSecret('b', Uint8Array.of(1, 2, 3), 1);
      expect(await keyring.secrets('a')).toEqual([bytesOf('one')]);
      expect(await keyring.secrets('b')).toEqual([Uint8Array.of(1, 2, 3)]);
    });

    test('a secret that is added again becomes the newest and pushes no other one out', async () => {
      for (const seed of ['one', 'two', 'two']) await keyring.addSecret('endpoint', bytesOf(seed), 2);
      expect(await keyring.secrets('endpoint')).toEqual([bytesOf('two'), bytesOf('one')]);
      await keyring.addSecret('endpoint', bytesOf('one'), 2);
      expect(await keyring.secrets('endpoint')).toEqual([bytesOf('one'), bytesOf('two')]);
    });

    test.each([0, -1, 1.5, Number.NaN])('keeping %s secrets is refused, and those that are there stay', async (keep) => {
      await keyring.addSecret('endpoint', bytesOf('one'), 2);
      await expect(keyring.addSecret('endpoint', bytesOf('two'), keep)).rejects.toThrow(notStorable);
      expect(await keyring.secrets('endpoint')).toEqual([bytesOf('one')]);
    });

    test('no stored byte shows a key or a secret in clear', async () => {
      await Promise.all(subjects(20).map((subjectId) => ensure(subjectId)));
      await keyring.addSecret('endpoint', bytesOf('secret'), 2);
      const stored = await harness.storedBytes();
      const entries = subjects(20).flatMap((subjectId) => keysOf(subjectId));
      expect(entries.filter((entry) => !stored.includes(entry.keyId))).toEqual([]); // the search looks at the right bytes
      for (const secret of [...entries.map((entry) => entry.key), bytesOf('secret')]) {
        for (const form of secretForms(secret)) expect(stored.includes(form)).toBe(false);
      }
    });
  });
}
