import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Json } from '@amana/ports/json';
import { SealFailure } from './seal-failure.ts';

/**
 * Canonical JSON (RFC 8785). Throws MALFORMED for what has no such form. A body as received may hold it: JSON.parse accepts an
 * unpaired surrogate, and makes infinity of 1e999.
 */
export function jcs(value: Json): string {
  try {
    return canonicalize(value) as string;
  } catch {
    throw new SealFailure('MALFORMED', 'not canonical JSON: an unpaired surrogate or a number without a value');
  }
}

/** base64url without padding of the SHA-256 of the canonical form. */
export const digestOf = (value: Json): string => createHash('sha256').update(jcs(value), 'utf8').digest('base64url');

/** `body` as it was received, before defaults: an upgrade that adds a default must not turn a repeat into another request. */
export const requestDigestOf = (command: string, stream: string, body: Json): string => digestOf([command, stream, body]);

/** The position is no part of it: it means nothing in another log. */
export const eventDigestOf = ({ id, stream, revision, type, data, metadata }: Omit<RecordedEvent, 'position'>): string =>
  digestOf([id, stream, revision, type, data, metadata]);
