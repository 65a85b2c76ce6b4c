import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PortFailure } from '@amana/ports/failures';
import { flush } from './flush.ts';

const kekBytes = 32;
const posix = process.platform !== 'win32'; // elsewhere the mode says nothing

/**
 * Makes a file with a new key-encryption key: 32 random bytes as base64url text, readable by its owner only, on the disk when this
 * returns. Throws KEK_EXISTS where there is a file: whoever overwrites a KEK loses every key that was wrapped under it.
 */
export function createKekFile(path: string): void {
  const topmostMade = mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`; // a crash half way must not leave half a KEK under the real name
  try {
    writeDurably(unfinished, `${randomBytes(kekBytes).toString('base64url')}\n`);
    linkSync(unfinished, path); // unlike a rename it refuses where something is
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
    throw refusal('KEK_EXISTS', `${path} exists and is not overwritten: every stored key may depend on it`);
  } finally {
    removeIfThere(unfinished);
  }
  flushFolders(dirname(path), topmostMade);
}

/**
 * The key of such a file. Throws PortFailure: KEK_MISSING, KEK_UNREADABLE, KEK_EXPOSED (others than its owner may read or
 * write it), KEK_MALFORMED.
 */
export function readKekFile(path: string): KeyObject {
  const { text, mode } = readWithMode(path);
  if (posix && (mode & 0o077) !== 0) {
    throw refusal(
      'KEK_EXPOSED',
      `${path} can be read or written by others than its owner: chmod 600, and roll the key if anybody may have read it`,
    );
  }
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== kekBytes || bytes.toString('base64url') !== text) {
    throw refusal('KEK_MALFORMED', `${path} does not hold 32 bytes as base64url: it is damaged, or another file`);
  }
  return createSecretKey(bytes);
}

/** Both of the same open file: its name may lead to another one a moment later. */
function readWithMode(path: string): { text: string; mode: number } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return { text: readFileSync(file, 'utf8').trimEnd(), mode: fstatSync(file).mode };
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw refusal('KEK_UNREADABLE', `${path} cannot be read`, error);
    throw refusal('KEK_MISSING', `${path} is not there: it holds the key-encryption key, without which no stored key can be read`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const refusal = (code: string, message: string, cause?: unknown) => new PortFailure(code, message, { retryable: false, cause });

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Else a power cut may take the file's name, or the folder's in the folder above, and keys wrapped under it would stay behind. */
function flushFolders(path: string, topmostMade: string | undefined): void {
  flush(path);
  if (topmostMade !== undefined && path !== dirname(topmostMade)) flushFolders(dirname(path), topmostMade);
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}

// Not by instanceof Error: jest gives modules a realm of their own.
const isSystemError = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
