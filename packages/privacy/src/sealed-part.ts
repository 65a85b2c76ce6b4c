import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import type { Json } from '@amana/ports/json';
import type { KeyClass, KeyEntry } from '@amana/ports/keyring';
import { digestOf, jcs } from './digests.ts';
import { SealFailure } from './seal-failure.ts';

const cipher = 'aes-256-gcm';
export const keyBytes = 32;
export const nonceBytes = 12;
const tagBytes = 16;
const blockBytes = 64;

/** In the order in which the parts of one subject stand. */
export const partClasses: readonly KeyClass[] = ['statistic', 'identity', 'justice'];

/** The values of one class about one person, as they stand in the event: base64url without padding; the tag ends the ciphertext. */
export type SealedPart = { v: 1; subjectId: string; class: KeyClass; keyId: string; nonce: string; ciphertext: string };

/** What a part is tied to: moved to another event, stream, type or version it does not open. */
export type PartPlace = { id: string; stream: string; type: string; metadata: { schemaVersion: number } };

/** By JSON pointer: `{ '/names/0': … }`. */
export type PartValues = { readonly [pointer: string]: Json };

declare const checked: unique symbol;

/** A key whose id was checked; only `partKeyOf` makes one, so that nobody has to check it again at each part. */
export type PartKey = {
  readonly keyId: string;
  readonly subjectId: string;
  readonly class: KeyClass;
  readonly secret: KeyObject;
  readonly [checked]: true;
};

/** The commitment to a key. AES-GCM has none: without it a crafted ciphertext could show two texts under two keys. */
export const keyIdOf = (subjectId: string, cls: KeyClass, key: Uint8Array): string =>
  digestOf(['amana key v1', subjectId, cls, Buffer.from(key).toString('base64url')]);

/** Throws WRONG_KEY where the id is not the commitment to subject, class and key. */
export function partKeyOf({ keyId, subjectId, class: cls, key }: KeyEntry): PartKey {
  if (keyIdOf(subjectId, cls, key) !== keyId) throw new SealFailure('WRONG_KEY', `the key that is kept as ${keyId} is another one`);
  if (key.length !== keyBytes) throw new SealFailure('MALFORMED', `a key has ${keyBytes} bytes`);
  // A KeyObject, since node:crypto imports a raw key again for each use.
  return { keyId, subjectId, class: cls, secret: createSecretKey(key) } as PartKey;
}

export const aadOf = (event: PartPlace, part: Pick<SealedPart, 'v' | 'subjectId' | 'class' | 'keyId'>): string =>
  jcs([part.v, event.stream, event.id, event.type, event.metadata.schemaVersion, part.subjectId, part.class, part.keyId]);

/** JSON, padded with spaces to a multiple of 64 bytes, so that the length says little: M and F, yes and no look alike. */
export function plaintextOf(values: PartValues): Buffer {
  const text = JSON.stringify(values);
  const padding = (blockBytes - (Buffer.byteLength(text) % blockBytes)) % blockBytes;
  return Buffer.from(text + ' '.repeat(padding));
}

/** A nonce of 12 random bytes, never used twice: a repeated one gives away both texts and the means to forge more. */
export function sealPart(event: PartPlace, key: PartKey, content: { nonce: Uint8Array; values: PartValues }): SealedPart {
  if (content.nonce.length !== nonceBytes) throw new SealFailure('MALFORMED', `a nonce has ${nonceBytes} bytes`);
  const head = { v: 1, subjectId: key.subjectId, class: key.class, keyId: key.keyId } as const;
  const sealing = createCipheriv(cipher, key.secret, content.nonce, { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(aadOf(event, head)));
  const ciphertext = Buffer.concat([sealing.update(plaintextOf(content.values)), sealing.final(), sealing.getAuthTag()]);
  return { ...head, nonce: Buffer.from(content.nonce).toString('base64url'), ciphertext: ciphertext.toString('base64url') };
}

/** Throws WRONG_KEY before anything is opened, NOT_AUTHENTIC where event or part are not what was sealed, MALFORMED for anything else. */
export function openPart(event: PartPlace, part: SealedPart, key: PartKey): PartValues {
  if (part.keyId !== key.keyId || part.subjectId !== key.subjectId || part.class !== key.class) {
    throw new SealFailure('WRONG_KEY', 'this key is not the one that sealed the part');
  }
  const nonce = bytesOf(part.nonce);
  const sealed = bytesOf(part.ciphertext);
  if (part.v !== 1 || nonce.length !== nonceBytes || sealed.length < tagBytes)
    throw new SealFailure('MALFORMED', 'not a sealed part of version 1');
  return valuesOf(decrypt(key, { nonce, sealed, aad: Buffer.from(aadOf(event, part)) }));
}

function decrypt(key: PartKey, { nonce, sealed, aad }: { nonce: Buffer; sealed: Buffer; aad: Buffer }): string {
  const opening = createDecipheriv(cipher, key.secret, nonce, { authTagLength: tagBytes });
  opening.setAAD(aad);
  opening.setAuthTag(sealed.subarray(-tagBytes));
  const text = opening.update(sealed.subarray(0, -tagBytes));
  try {
    opening.final();
  } catch {
    throw new SealFailure('NOT_AUTHENTIC', 'the part was changed, or stands in an event that it was not sealed for');
  }
  return text.toString('utf8');
}

function valuesOf(text: string): PartValues {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    values = undefined; // the parser's own error quotes the text, which is what was sealed
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new SealFailure('MALFORMED', 'what was sealed is not an object of values by pointer');
  }
  return values as PartValues;
}

/** Only the one way of writing these bytes: Buffer ignores what it cannot read, and a text could change unnoticed in its last bits. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealFailure('MALFORMED', 'not base64url without padding');
  return bytes;
}
