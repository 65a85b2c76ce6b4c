import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@amana/ports/failures';
import { acquireWriterLock, type WriterLock, type WriterLockHolder } from './writer-lock.ts';

let folder: string;
const held: WriterLock[] = [];
const acquire = (): WriterLock => {
  const lock = acquireWriterLock(folder, { holder: 'this test' });
  held.push(lock);
  return lock;
};
const readNote = (): WriterLockHolder => JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as WriterLockHolder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-lock-'));
});
afterEach(() => {
  for (const lock of held.splice(0)) lock.release();
  rmSync(folder, { recursive: true });
});

test('the holder says who it is; a second writer is told who holds the folder and what to do', () => {
  const before = Date.now();
  acquire();
  const note = readNote();
  expect(note).toEqual({ holder: 'this test', pid: process.pid, hostname: hostname(), started: expect.any(String) });
  expect(Date.parse(note.started)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(note.started)).toBeLessThanOrEqual(Date.now());
  expect(acquire).toThrow(
    expect.objectContaining({
      name: 'PortFailure',
      code: 'WRITER_LOCKED',
      retryable: false,
      message:
        `${folder} is in use by this test (process ${process.pid} on ${hostname()}, since ${note.started}). ` +
        'Only one process may write to it: stop that one first, or give the command to it',
    }),
  );
  expect(readNote()).toEqual(note);
});

test('a released lock can be taken again; releasing twice lets nobody in', () => {
  const first = acquire();
  first.release();
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  acquire();
  first.release();
  expect(acquire).toThrow(expect.objectContaining({ code: 'WRITER_LOCKED' }));
  expect(readNote().pid).toBe(process.pid);
});

test('another process that holds it is named, and kill -9 frees it', async () => {
  const program = join(import.meta.dirname, 'testing/hold-writer-lock.ts');
  const child = spawn(process.execPath, ['--expose-gc', '--conditions=amana-source', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    expect(acquire).toThrow(
      expect.objectContaining({ code: 'WRITER_LOCKED', message: expect.stringContaining(`process ${child.pid} on `) }),
    );
    expect(readNote()).toMatchObject({ holder: 'a test', pid: child.pid });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  expect(readNote().pid).toBe(child.pid); // the note of the dead stays, and holds nobody up
  acquire();
  expect(readNote().pid).toBe(process.pid);
});

test.each([undefined, '', '{"holder":'])('a note that cannot be read (%j) does not hide that the folder is locked', (text) => {
  acquire();
  rmSync(join(folder, 'lock.json'));
  if (text !== undefined) writeFileSync(join(folder, 'lock.json'), text);
  expect(acquire).toThrow(
    expect.objectContaining({ message: expect.stringContaining('in use by another process (it has not said which one)') }),
  );
});

test('where the note cannot be written, the lock is not kept', () => {
  mkdirSync(join(folder, 'lock.json.new'));
  expect(acquire).toThrow(
    expect.objectContaining({ code: 'STORE_UNAVAILABLE', message: `${join(folder, 'lock.json')} cannot be written` }),
  );
  rmSync(join(folder, 'lock.json.new'), { recursive: true });
  acquire();
});

test('a folder that is missing is an unavailable store', () => {
  expect(() => acquireWriterLock(join(folder, 'missing'), { holder: 'this test' })).toThrow(StoreUnavailable);
});
