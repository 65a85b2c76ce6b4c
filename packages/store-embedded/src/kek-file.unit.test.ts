import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKekFile, readKekFile } from './kek-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-kek-'));
  path = join(folder, 'kek');
});
afterEach(() => rmSync(folder, { recursive: true }));

const refused = (code: string, message: string) => expect.objectContaining({ name: 'PortFailure', code, message, retryable: false });

test('a new file holds 32 random bytes as base64url, for its owner only, and nothing else is left', () => {
  createKekFile(path);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readKekFile(path).export()).toEqual(Buffer.from(text, 'base64url'));
  expect(readdirSync(folder)).toEqual(['kek']);
  createKekFile(join(folder, 'other'));
  expect(readFileSync(join(folder, 'other'), 'utf8')).not.toBe(text);
});

test('a missing folder is made, for its owner only', () => {
  path = join(folder, 'keys', 'kek');
  createKekFile(path);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  expect(readKekFile(path).symmetricKeySize).toBe(32);
});

const flushed = (at: string): unknown => {
  const program = join(import.meta.dirname, 'testing/list-flushes.ts');
  return JSON.parse(execFileSync(process.execPath, ['--conditions=amana-source', program, 'kek', at], { encoding: 'utf8' }));
};

test('its bytes are on the disk before it has its name, and then its name is', () => {
  expect(flushed(path)).toEqual([
    { bytes: 44, named: false },
    { folder, named: true },
  ]);
});

test('a folder that is made for it is on the disk with its name, too', () => {
  const within = join(folder, 'amana', 'keys');
  expect(flushed(join(within, 'kek'))).toEqual([
    { bytes: 44, named: false },
    { folder: within, named: true },
    { folder: join(folder, 'amana'), named: true },
    { folder, named: true },
  ]);
});

test('what is there is never overwritten, whatever it is', () => {
  const message = `${path} exists and is not overwritten: every stored key may depend on it`;
  for (const content of ['', 'anything']) {
    writeFileSync(path, content);
    expect(() => createKekFile(path)).toThrow(refused('KEK_EXISTS', message));
    expect(readFileSync(path, 'utf8')).toBe(content);
  }
  rmSync(path);
  symlinkSync(join(folder, 'nowhere'), path);
  expect(() => createKekFile(path)).toThrow(refused('KEK_EXISTS', message));
  expect(readdirSync(folder)).toEqual(['kek']);
});

test.each([0o640, 0o604, 0o620, 0o602, 0o644, 0o666])(
  'a file of mode %d that others may read or write is refused, with what to do',
  (mode) => {
    createKekFile(path);
    chmodSync(path, mode);
    const message = `${path} can be read or written by others than its owner: chmod 600, and roll the key if anybody may have read it`;
    expect(() => readKekFile(path)).toThrow(refused('KEK_EXPOSED', message));
    chmodSync(path, 0o400);
    expect(readKekFile(path).symmetricKeySize).toBe(32);
  },
);

test('a file that is not there, or is none, is refused', () => {
  const missing = `${path} is not there: it holds the key-encryption key, without which no stored key can be read`;
  expect(() => readKekFile(path)).toThrow(refused('KEK_MISSING', missing));
  writeFileSync(path, '');
  expect(() => readKekFile(join(path, 'below'))).toThrow(refused('KEK_UNREADABLE', `${join(path, 'below')} cannot be read`));
  mkdirSync(join(folder, 'sub'), { mode: 0o700 });
  expect(() => readKekFile(join(folder, 'sub'))).toThrow(refused('KEK_UNREADABLE', `${join(folder, 'sub')} cannot be read`));
});

test.each([
  ['nothing', ''],
  ['31 bytes', Buffer.alloc(31).toString('base64url')],
  ['33 bytes', Buffer.alloc(33).toString('base64url')],
  ['32 raw bytes', Buffer.alloc(32, 'k').toString()],
  ['hex', Buffer.alloc(32).toString('hex')],
  ['base64 with padding', Buffer.alloc(32, 255).toString('base64')],
  ['a space among them', ` ${Buffer.alloc(32).toString('base64url')}`],
  ['two lines', `${Buffer.alloc(32).toString('base64url')}\n${Buffer.alloc(32).toString('base64url')}`],
])('a file that holds %s is refused, and its content is not repeated', (_what, content) => {
  writeFileSync(path, content, { mode: 0o600 });
  expect(() => readKekFile(path)).toThrow(
    refused('KEK_MALFORMED', `${path} does not hold 32 bytes as base64url: it is damaged, or another file`),
  );
});
