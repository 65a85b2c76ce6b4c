import { expect, test } from '@jest/globals';
import type { JsonObject } from '@amana/ports/json';
import type { KeyClass } from '@amana/ports/keyring';
import { sealEvent, type UnsealedEvent } from './seal-event.ts';
import { keyIdOf, openPart, partKeyOf, type PartPlace, type SealedPart } from './sealed-part.ts';
import type { SubjectKeys } from './subject-keys.ts';

const event: PartPlace = { id: 'e-1', stream: 'case-1', type: 'ConsentGranted', metadata: { schemaVersion: 1 } };
const keyOf = (subjectId: string, cls: KeyClass, fill: number) => {
  const key = Buffer.alloc(32, fill);
  return partKeyOf({ keyId: keyIdOf(subjectId, cls, key), subjectId, class: cls, key });
};
const keysOf = (subjectId: string, fill: number): SubjectKeys => ({
  statistic: keyOf(subjectId, 'statistic', fill),
  identity: keyOf(subjectId, 'identity', fill + 1),
  justice: keyOf(subjectId, 'justice', fill + 2),
});
const keys = new Map([
  ['person', keysOf('person', 10)],
  ['carer', keysOf('carer', 20)],
]);
/** 12 bytes that say which call asked for them. */
const countingRandom = () => {
  let calls = 0;
  return (size: number): Uint8Array => Buffer.alloc(size, (calls += 1));
};
const seal = (parts: UnsealedEvent['parts'], clear: JsonObject = { scope: 'SHELTER' }) =>
  sealEvent({ event, clear, parts }, { keys, randomBytes: countingRandom() });
const sealedOf = (data: JsonObject) => data['sealed'] as unknown as SealedPart[];
const malformed = (message: string) => expect.objectContaining({ name: 'SealFailure', code: 'MALFORMED', message });

test('parts stand in the order of the subjects’ first mention, within a subject statistic, identity, justice', () => {
  const data = seal([
    { subjectId: 'carer', class: 'identity', values: { '/giver/name': 'Hadiza' } },
    { subjectId: 'person', class: 'justice', values: { '/court': 'x' } },
    { subjectId: 'person', class: 'identity', values: { '/name': 'Amina' } },
    { subjectId: 'carer', class: 'statistic', values: { '/giver/kind': 'MOTHER' } },
    { subjectId: 'person', class: 'statistic', values: { '/sex': 'F' } },
  ]);
  expect(sealedOf(data).map((part) => [part.subjectId, part.class])).toEqual([
    ['carer', 'statistic'],
    ['carer', 'identity'],
    ['person', 'statistic'],
    ['person', 'identity'],
    ['person', 'justice'],
  ]);
});

test('each part is sealed under its own key with a nonce of its own, and the clear fields stay as they are', () => {
  const values = { statistic: { '/sex': 'F' }, identity: { '/name': 'Amina', '/~request': 'd' } };
  const data = seal([
    { subjectId: 'person', class: 'statistic', values: values.statistic },
    { subjectId: 'person', class: 'identity', values: values.identity },
  ]);
  const [statistic, identity] = sealedOf(data) as [SealedPart, SealedPart];
  expect(data).toEqual({ scope: 'SHELTER', sealed: [statistic, identity] });
  expect(Object.keys(statistic)).toEqual(['v', 'subjectId', 'class', 'keyId', 'nonce', 'ciphertext']);
  expect(openPart(event, statistic, keyOf('person', 'statistic', 10))).toEqual(values.statistic);
  expect(openPart(event, identity, keyOf('person', 'identity', 11))).toEqual(values.identity);
  expect([statistic, identity].map((part) => Buffer.from(part.nonce, 'base64url'))).toEqual([Buffer.alloc(12, 1), Buffer.alloc(12, 2)]);
  expect(JSON.stringify(data)).not.toMatch(/Amina|"F"/);
});

test('no part, no `sealed`; a part without values is left out and uses no nonce', () => {
  expect(seal([])).toEqual({ scope: 'SHELTER' });
  expect(seal([{ subjectId: 'unknown', class: 'identity', values: {} }])).toEqual({ scope: 'SHELTER' });
  const data = seal([
    { subjectId: 'person', class: 'statistic', values: {} },
    { subjectId: 'person', class: 'identity', values: { '/name': 'Amina' } },
  ]);
  expect(sealedOf(data).map((part) => [part.class, Buffer.from(part.nonce, 'base64url')])).toEqual([['identity', Buffer.alloc(12, 1)]]);
});

test('a part without values does not count as the first mention of its subject', () => {
  const data = seal([
    { subjectId: 'person', class: 'statistic', values: {} },
    { subjectId: 'carer', class: 'identity', values: { '/giver/name': 'Hadiza' } },
    { subjectId: 'person', class: 'identity', values: { '/name': 'Amina' } },
  ]);
  expect(sealedOf(data).map((part) => part.subjectId)).toEqual(['carer', 'person']);
});

test('an event is not sealed where two parts share subject and class, or where a clear field is called `sealed`', () => {
  const part = { subjectId: 'person', class: 'identity', values: { '/name': 'Amina' } } as const;
  expect(() => seal([part, { ...part, values: { '/alias': 'Mina' } }])).toThrow(
    malformed('two parts of one subject and class in one event'),
  );
  expect(() => seal([], { sealed: [] })).toThrow(malformed('a clear field cannot be called sealed'));
});

test('a value that would not come back as it is, is not sealed; the failure says where and not what', () => {
  for (const [value, fault] of [
    [Number.NaN, '//a: not a finite number'],
    [{ name: 'Amina', born: undefined }, '//a/born: undefined'],
  ] as const) {
    const part = { subjectId: 'person', class: 'identity', values: { '/a': value as unknown as string } } as const;
    expect(() => seal([part])).toThrow(malformed(`a sealed value would not come back as it is: ${fault}`));
  }
});

test('a subject whose keys were not fetched is refused', () => {
  expect(() => seal([{ subjectId: 'unknown', class: 'identity', values: { '/name': 'Amina' } }])).toThrow(
    expect.objectContaining({ name: 'SealFailure', code: 'WRONG_KEY', message: 'the keys of a subject of this event were not fetched' }),
  );
});
