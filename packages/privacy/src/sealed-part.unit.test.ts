import { createCipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Json } from '@amana/ports/json';
import type { KeyClass } from '@amana/ports/keyring';
import { digestOf, eventDigestOf, jcs, requestDigestOf } from './digests.ts';
import {
  aadOf,
  keyIdOf,
  openPart,
  partKeyOf,
  plaintextOf,
  sealPart,
  type PartPlace,
  type PartValues,
  type SealedPart,
} from './sealed-part.ts';

type Vector = { class: KeyClass; key: string; keyId: string; values: PartValues; plaintext: string; aad: string; part: SealedPart };
type Vectors = {
  command: { name: string; stream: string; body: Json; requestDigest: string };
  parts: [Vector, Vector];
  event: RecordedEvent & PartPlace;
  eventDigest: string;
};

const vectors = JSON.parse(readFileSync(new URL('sealed-part.vectors.json', import.meta.url), 'utf8')) as Vectors;
const { event } = vectors;
const [first, second] = vectors.parts;
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');
const keyOf = (vector: Vector) =>
  partKeyOf({ keyId: vector.keyId, subjectId: vector.part.subjectId, class: vector.class, key: bytesOf(vector.key) });
const failure = (code: string, message: string) =>
  expect.objectContaining({ name: 'SealFailure', code, message, retryable: false, cause: undefined });
const wrongKey = failure('WRONG_KEY', 'this key is not the one that sealed the part');
const notAuthentic = failure('NOT_AUTHENTIC', 'the part was changed, or stands in an event that it was not sealed for');
const malformed = (message: string) => failure('MALFORMED', message);

test.each(vectors.parts)('the vector of the $class part is reproduced byte for byte, and opens', (vector) => {
  const key = keyOf(vector);
  expect(keyIdOf(vector.part.subjectId, vector.class, bytesOf(vector.key))).toBe(vector.keyId);
  expect(aadOf(event, vector.part)).toBe(vector.aad);
  expect(plaintextOf(vector.values).toString('base64url')).toBe(vector.plaintext);
  expect(sealPart(event, key, { nonce: bytesOf(vector.part.nonce), values: vector.values })).toEqual(vector.part);
  expect(openPart(event, vector.part, key)).toEqual(vector.values);
  expect(event.data['sealed']).toContainEqual(vector.part);
});

test('the vectors of the request digest and of the event digest are reproduced', () => {
  const { name, stream, body, requestDigest } = vectors.command;
  expect(requestDigestOf(name, stream, body)).toBe(requestDigest);
  expect(second.values['/~request']).toBe(requestDigest);
  expect(eventDigestOf(event)).toBe(vectors.eventDigest);
});

const metadata = { ...event.metadata, schemaVersion: 2 };
test.each([
  ['event', { ...event, id: vectors.command.stream.slice('person-'.length) }],
  ['stream', { ...event, stream: 'person-x' }],
  ['type', { ...event, type: 'IdentityDetailsCorrected' }],
  ['version', { ...event, metadata }],
])('a part moved to another %s does not open', (_where, moved) => {
  const values = { '/sex': 'F' };
  const sealed = sealPart(event, keyOf(first), { nonce: bytesOf(first.part.nonce), values });
  expect(openPart(event, sealed, keyOf(first))).toEqual(values);
  for (const part of [sealed, first.part]) expect(() => openPart(moved, part, keyOf(first))).toThrow(notAuthentic);
});

test.each([
  ['subject', { ...first.part, subjectId: 'another' }],
  ['class', { ...first.part, class: 'identity' as const }],
  ['key id', { ...first.part, keyId: second.keyId }],
])('a part that names another %s is refused before anything is opened', (_what, moved) => {
  expect(() => openPart(event, moved, keyOf(first))).toThrow(wrongKey);
});

test.each([
  ['subject', { subjectId: 'another' }],
  ['class', { class: 'justice' as const }],
  ['key', { key: bytesOf(second.key) }],
  ['id', { keyId: second.keyId }],
])('a key whose id is not the commitment to its %s is refused when it is loaded', (_what, change) => {
  const entry = { keyId: first.keyId, subjectId: first.part.subjectId, class: first.class, key: bytesOf(first.key), ...change };
  expect(() => partKeyOf(entry)).toThrow(failure('WRONG_KEY', `the key that is kept as ${entry.keyId} is another one`));
});

test('a part that another key of the same name sealed does not open', () => {
  const { subjectId, class: cls } = first.part;
  const swapped = bytesOf(second.key);
  const crafted = sealPart(event, partKeyOf({ keyId: keyIdOf(subjectId, cls, swapped), subjectId, class: cls, key: swapped }), {
    nonce: bytesOf(first.part.nonce),
    values: { '/sex': 'M' },
  });
  expect(() => openPart(event, { ...crafted, keyId: first.keyId }, keyOf(first))).toThrow(notAuthentic);
});

test('no bit of ciphertext, tag or nonce may change', () => {
  for (const field of ['ciphertext', 'nonce'] as const) {
    const bytes = bytesOf(first.part[field]);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openPart(event, { ...first.part, [field]: changed.toString('base64url') }, keyOf(first))).toThrow(notAuthentic);
    }
  }
});

test('the same bytes written in another way are refused: no character of the text may change', () => {
  const { ciphertext } = first.part;
  expect(bytesOf(`${ciphertext}=`)).toEqual(bytesOf(ciphertext));
  for (const text of [`${ciphertext}=`, ` ${ciphertext}`, ciphertext.replace('-', '+'), `${ciphertext}\n`]) {
    expect(() => openPart(event, { ...first.part, ciphertext: text }, keyOf(first))).toThrow(malformed('not base64url without padding'));
  }
});

test.each([
  ['another version', { v: 2 as 1 }],
  ['a short nonce', { nonce: bytesOf(first.part.nonce).subarray(1).toString('base64url') }],
  ['no room for a tag', { ciphertext: 'AAAA' }],
])('a part with %s is malformed', (_what, change) => {
  expect(() => openPart(event, { ...first.part, ...change }, keyOf(first))).toThrow(malformed('not a sealed part of version 1'));
});

function partOf(plaintext: string): SealedPart {
  const key = keyOf(first);
  const sealing = createCipheriv('aes-256-gcm', key.secret, bytesOf(first.part.nonce)).setAAD(Buffer.from(first.aad));
  const ciphertext = Buffer.concat([sealing.update(plaintext), sealing.final(), sealing.getAuthTag()]);
  return { ...first.part, ciphertext: ciphertext.toString('base64url') };
}

test('what was sealed must be an object, and a failure never quotes it', () => {
  for (const plaintext of ['Amina', '"Amina"', '["Amina"]', 'null', '']) {
    expect(() => openPart(event, partOf(plaintext), keyOf(first))).toThrow(
      malformed('what was sealed is not an object of values by pointer'),
    );
  }
  expect(openPart(event, partOf('{"/names":["Amina"]}  '), keyOf(first))).toEqual({ '/names': ['Amina'] });
});

test('keys and nonces have their length', () => {
  const short = bytesOf(first.key).subarray(1);
  const entry = { keyId: keyIdOf('s', 'identity', short), subjectId: 's', class: 'identity' as const, key: short };
  expect(() => partKeyOf(entry)).toThrow(malformed('a key has 32 bytes'));
  expect(() => sealPart(event, keyOf(first), { nonce: Buffer.alloc(16), values: {} })).toThrow(malformed('a nonce has 12 bytes'));
});

test('the length says little: M and F, yes and no look alike', () => {
  expect(plaintextOf({ '/sex': 'F' })).toHaveLength(64);
  expect(plaintextOf({ '/sex': 'M', '/pregnant': false })).toHaveLength(64);
  expect(plaintextOf({ '/name': 'é'.repeat(26) })).toHaveLength(64); // 64 bytes, not 64 characters
  expect(plaintextOf({ '/name': `${'é'.repeat(26)}e` })).toHaveLength(128);
});

test('the digests do not depend on the order of keys, and are undone by any other change', () => {
  const turned = JSON.parse(JSON.stringify(event), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value,
  ) as RecordedEvent;
  expect(Object.keys(turned)).not.toEqual(Object.keys(event));
  expect(eventDigestOf(turned)).toBe(vectors.eventDigest);
  const changes: Partial<RecordedEvent>[] = [{ id: 'x' }, { stream: 'x' }, { revision: 4 }, { type: 'x' }, { data: {} }, { metadata: {} }];
  for (const change of changes) expect(eventDigestOf({ ...event, ...change })).not.toBe(vectors.eventDigest);
  expect(eventDigestOf({ ...event, position: 9n } as RecordedEvent)).toBe(vectors.eventDigest);
});

test('what has no canonical form has no digest', () => {
  const message = 'not canonical JSON: an unpaired surrogate or a number without a value';
  for (const value of ['\ud800', { a: [JSON.parse('1e999') as number] }, Number.NaN])
    expect(() => digestOf(value)).toThrow(malformed(message));
  expect(jcs({ b: [1, 'é'], a: null })).toBe('{"a":null,"b":[1,"é"]}');
});
