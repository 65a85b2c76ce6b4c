import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FoundKey, KeyClass, KeyEntry, Keyring } from '@amana/ports/keyring';
import { createFileKeyring, type FileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { openPart, sealPart } from './sealed-part.ts';
import { createKeys, type Keys, type KeysOptions } from './subject-keys.ts';

let folder: string;
let keyring: FileKeyring;
let asked: { ensure: string[]; find: string[][] };
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-keys-'));
  createKekFile(join(folder, 'kek'));
  keyring = createFileKeyring({ path: join(folder, 'keyring.db'), kekFile: join(folder, 'kek') });
  asked = { ensure: [], find: [] };
  now = 1_000;
});
afterEach(() => {
  keyring.close();
  rmSync(folder, { recursive: true });
});

/** The real keyring, and what it was asked. */
const watched = (): Keyring => ({
  ...keyring,
  ensure: (subjectId, make) => {
    asked.ensure.push(subjectId);
    return keyring.ensure(subjectId, make);
  },
  find: (keyIds) => {
    asked.find.push([...keyIds]);
    return keyring.find(keyIds);
  },
});
const keysOn = (keyring: Keyring, more: Partial<KeysOptions> = {}): Keys => createKeys({ keyring, randomBytes, now: () => now, ...more });

function erase(subjectId: string, cls: KeyClass): void {
  const db = new DatabaseSync(join(folder, 'keyring.db'), { timeout: 2_000 });
  db.prepare("INSERT INTO receipts SELECT key_id, subject_id, class, 'erasing-event' FROM keys WHERE subject_id = ? AND class = ?").run(
    subjectId,
    cls,
  );
  db.prepare('DELETE FROM keys WHERE subject_id = ? AND class = ?').run(subjectId, cls);
  db.close();
}

const event = { id: 'e-1', stream: 'case-1', type: 'X', metadata: { schemaVersion: 1 } };
const erased = expect.objectContaining({ code: 'SUBJECT_ERASED' });
const wrongKey = (message: string) => expect.objectContaining({ name: 'SealFailure', code: 'WRONG_KEY', message });

test('a subject gets three keys, the same in every process; what one seals the other opens', async () => {
  const made = await keysOn(keyring).forSealing('s');
  expect(Object.entries(made).map(([cls, key]) => [cls, key.class, key.subjectId])).toEqual([
    ['statistic', 'statistic', 's'],
    ['identity', 'identity', 's'],
    ['justice', 'justice', 's'],
  ]);
  expect(new Set(Object.values(made).map((key) => key.secret.export().toString('hex'))).size).toBe(3);
  const elsewhere = await keysOn(keyring).forSealing('s');
  for (const cls of ['statistic', 'identity', 'justice'] as const) {
    const part = sealPart(event, made[cls], { nonce: randomBytes(12), values: { '/a': cls } });
    expect(openPart(event, part, elsewhere[cls])).toEqual({ '/a': cls });
    const found = (await keysOn(keyring).find([part.keyId])).get(part.keyId);
    expect(found?.state === 'live' && openPart(event, part, found.key)).toEqual({ '/a': cls });
  }
});

test('keys are kept: a subject is asked for once, also by callers at the same time, and opening then asks nothing', async () => {
  const keys = keysOn(watched());
  const [first, second] = await Promise.all([keys.forSealing('s'), keys.forSealing('s')]);
  expect(second).toBe(first);
  expect(await keys.forSealing('s')).toBe(first);
  const found = await keys.find([first.identity.keyId]);
  expect(found).toEqual(new Map([[first.identity.keyId, { state: 'live', key: first.identity }]]));
  expect(asked).toEqual({ ensure: ['s'], find: [] });
});

test('many ids are one question, and only for those that are not kept; unknown ones are asked for each time', async () => {
  const made = await keysOn(keyring).forSealing('s');
  const ids = [made.statistic.keyId, made.identity.keyId, made.justice.keyId];
  const keys = keysOn(watched());
  expect([...(await keys.find(ids.slice(0, 1))).keys()]).toEqual(ids.slice(0, 1));
  expect(new Set((await keys.find([...ids, ...ids, 'unknown'])).keys())).toEqual(new Set(ids));
  expect((await keys.find(['unknown'])).size).toBe(0);
  expect(await keys.find([])).toEqual(new Map());
  expect(asked.find).toEqual([ids.slice(0, 1), [...ids.slice(1), 'unknown'], ['unknown']]);
});

/** A keyring that answers truly but late: what was erased in between, the answer does not know. */
function slowed(): { slow: Keyring; answer: () => void } {
  const gate = Promise.withResolvers<void>();
  const late = async <T>(answer: Promise<T>): Promise<T> => {
    const known = await answer;
    await gate.promise;
    return known;
  };
  const slow: Keyring = {
    ...keyring,
    ensure: (subjectId, make) => late(keyring.ensure(subjectId, make)),
    find: (keyIds) => late(keyring.find(keyIds)),
  };
  return { slow, answer: gate.resolve };
}

test('an erased subject has no key to seal with, in any process, 60 s after the keyring was asked', async () => {
  const { slow, answer } = slowed();
  const keys = keysOn(slow);
  const asking = keys.forSealing('s'); // at 1,000
  now = 50_000;
  answer();
  const made = await asking;
  erase('s', 'identity');
  now = 60_999;
  expect(await keys.forSealing('s')).toBe(made);
  expect((await keys.find([made.identity.keyId])).get(made.identity.keyId)?.state).toBe('live');
  now = 61_000;
  await expect(keys.forSealing('s')).rejects.toThrow(erased);
  expect((await keys.find([made.identity.keyId])).get(made.identity.keyId)?.state).toBe('destroyed');
});

test('nor a key to open with: then its receipt is found, and its other keys', async () => {
  const { identity, statistic } = await keysOn(keyring).forSealing('s');
  const { slow, answer } = slowed();
  const keys = keysOn(slow);
  const asking = keys.find([identity.keyId]); // at 1,000
  now = 50_000;
  answer();
  expect((await asking).get(identity.keyId)?.state).toBe('live');
  erase('s', 'identity');
  now = 60_999;
  expect((await keys.find([identity.keyId])).get(identity.keyId)?.state).toBe('live');
  now = 61_000;
  const receipt = { keyId: identity.keyId, subjectId: 's', class: 'identity', erasingEventId: 'erasing-event' };
  const found = await keys.find([identity.keyId, statistic.keyId]);
  expect(found.get(identity.keyId)).toEqual({ state: 'destroyed', receipt });
  expect(found.get(statistic.keyId)?.state).toBe('live');
  expect(found.size).toBe(2);
});

test('keys may not be kept for longer than that', () => {
  const message = 'keys may be kept for 60 seconds at most: an erased subject would have one in this process';
  for (const maxAgeMs of [60_001, Number.NaN, Infinity]) expect(() => keysOn(keyring, { maxAgeMs })).toThrow(new RangeError(message));
});

test('at most `maxSubjects` are kept, and the one that was not used longest goes', async () => {
  const keys = keysOn(watched(), { maxSubjects: 2 });
  for (const subjectId of ['a', 'b', 'a', 'c', 'a', 'b']) await keys.forSealing(subjectId);
  expect(asked.ensure).toEqual(['a', 'b', 'c', 'b']);
});

test('a failure is not kept: the next caller asks again', async () => {
  let failures = 1;
  const keys = keysOn({
    ...keyring,
    ensure: async (subjectId, make) => (failures-- > 0 ? Promise.reject(new Error('no answer')) : keyring.ensure(subjectId, make)),
  });
  const both = await Promise.allSettled([keys.forSealing('s'), keys.forSealing('s')]);
  expect(both.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
  expect((await keys.forSealing('s')).identity.subjectId).toBe('s');
});

test.each<[string, string, (entries: KeyEntry[]) => KeyEntry[]]>([
  [
    'another key under its id',
    'the key that is kept as ID is another one',
    (entries) => entries.map((entry) => ({ ...entry, key: new Uint8Array(32) })),
  ],
  [
    'the keys of another subject',
    'the keyring gave no statistic key of the subject it was asked for',
    (entries) => entries.map((entry) => ({ ...entry, subjectId: 't' })),
  ],
  [
    'too few keys',
    'the keyring gave no justice key of the subject it was asked for',
    (entries) => entries.filter((entry) => entry.class !== 'justice'),
  ],
])('a keyring that gives %s for sealing is not believed', async (_what, message, change) => {
  const made = await keysOn(keyring).forSealing('s');
  const keys = keysOn({ ...keyring, ensure: async (subjectId, make) => change(await keyring.ensure(subjectId, make)) });
  await expect(keys.forSealing('s')).rejects.toThrow(wrongKey(message.replace('ID', made.statistic.keyId)));
});

test('a keyring that answers another question than it was asked is not believed', async () => {
  const made = await keysOn(keyring).forSealing('s');
  const { keyId } = made.identity;
  const answering = (change: (found: FoundKey | undefined) => FoundKey) =>
    keysOn({ ...keyring, find: async (ids) => new Map([[keyId, change((await keyring.find(ids)).get(keyId))]]) }).find([keyId]);
  const entry = { keyId, subjectId: 's', class: 'identity', key: new Uint8Array(32) } as const;
  await expect(answering(() => ({ state: 'live', entry }))).rejects.toThrow(wrongKey(`the key that is kept as ${keyId} is another one`));
  await expect(answering(() => ({ state: 'live', entry: { ...entry, keyId: 'other' } }))).rejects.toThrow(
    wrongKey(`the keyring gave another key for ${keyId}`),
  );
  const receipt = { keyId: 'other', subjectId: 's', class: 'identity', erasingEventId: 'e' } as const;
  await expect(answering(() => ({ state: 'destroyed', receipt }))).rejects.toThrow(wrongKey(`the keyring gave another key for ${keyId}`));
});
