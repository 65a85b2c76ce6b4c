import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { PortFailure } from '@amana/ports/failures';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Tells what is wrapped: under another name it does not open, so that no row can be put in the place of another one. */
export type WrapName = readonly string[];

// JSON of a list of strings is its canonical form (RFC 8785), so the bytes are the same in any language.
const aadOf = (name: WrapName): Buffer => Buffer.from(JSON.stringify(name));

/** Nonce, ciphertext and tag in one blob: AES-256-GCM under the key-encryption key. */
export function wrap(kek: KeyObject, name: WrapName, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const wrapping = createCipheriv(cipher, kek, nonce, { authTagLength: tagBytes });
  wrapping.setAAD(aadOf(name));
  return Buffer.concat([nonce, wrapping.update(secret), wrapping.final(), wrapping.getAuthTag()]);
}

/** Undefined where the blob was wrapped under another key or name, or was changed. */
export function unwrap(kek: KeyObject, name: WrapName, wrapped: Uint8Array): Uint8Array | undefined {
  if (wrapped.length < nonceBytes + tagBytes) return undefined;
  const opening = createDecipheriv(cipher, kek, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAAD(aadOf(name));
  opening.setAuthTag(wrapped.subarray(-tagBytes));
  const secret = opening.update(wrapped.subarray(nonceBytes, -tagBytes));
  try {
    opening.final();
  } catch {
    return undefined;
  }
  return new Uint8Array(secret);
}

/** The same, for what this keyring has stored: throws PortFailure KEY_DAMAGED, in which `what` names it without showing it. */
export function unwrapStored(kek: KeyObject, wrapped: Uint8Array, { name, what }: { name: WrapName; what: string }): Uint8Array {
  const secret = unwrap(kek, name, wrapped);
  if (secret !== undefined) return secret;
  throw new PortFailure('KEY_DAMAGED', `${what} does not unwrap: restore the keyring from a backup`, { retryable: false });
}
