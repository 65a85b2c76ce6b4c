import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortFailure, StoreUnavailable } from '@amana/ports/failures';
import { BUSY, sqliteCode, sqliteFailure } from './sqlite-failure.ts';

/** Who holds the lock; `started` is a UTC instant. */
export type WriterLockHolder = { holder: string; pid: number; hostname: string; started: string };

export type WriterLock = {
  /** Lets the next writer in. Twice is safe. */
  release(): void;
};

/** Keeps the connections reachable: the garbage collector closes a forgotten one, and with it the lock is gone. */
const held = new Set<DatabaseSync>();

/**
 * Makes this process the one writer of a data folder. The operating system frees the lock when the process ends, however it
 * ends. Throws PortFailure WRITER_LOCKED, which says who holds it and what to do. `holder` names the program, for that message.
 *
 * Danger: nobody may open and close `lock.db` in this process but through SQLite (to copy the folder, say). POSIX gives up
 * a process's locks on a file when it closes any descriptor of it, and a second writer would be let in.
 */
export function acquireWriterLock(folder: string, { holder }: { holder: string }): WriterLock {
  const note = join(folder, 'lock.json'); // a file of its own, since a locked one cannot be read
  const db = lock(folder, note);
  held.add(db);
  const release = (): void => {
    if (!held.delete(db)) return;
    rmSync(note, { force: true }); // first: behind the close it may be the next holder's
    db.close();
  };
  try {
    writeNote(note, { holder, pid: process.pid, hostname: hostname(), started: new Date().toISOString() });
  } catch (error) {
    release();
    throw new StoreUnavailable(`${note} cannot be written`, { written: 'no', cause: error });
  }
  return { release };
}

function writeNote(note: string, self: WriterLockHolder): void {
  writeFileSync(`${note}.new`, JSON.stringify(self));
  renameSync(`${note}.new`, note); // whole or not at all: others may read it at any time
}

function lock(folder: string, note: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db?.close();
    if (sqliteCode(error) !== BUSY) throw sqliteFailure(error);
    throw new PortFailure(
      'WRITER_LOCKED',
      `${folder} is in use by ${describeHolder(note)}. Only one process may write to it: stop that one first, or give the command to it`,
      { retryable: false, cause: error },
    );
  }
}

/** The note may be missing for an instant after the lock was taken, or be that of a holder that was killed just before. */
function describeHolder(note: string): string {
  try {
    const { holder, pid, hostname, started } = JSON.parse(readFileSync(note, 'utf8')) as WriterLockHolder;
    return `${holder} (process ${pid} on ${hostname}, since ${started})`;
  } catch {
    return 'another process (it has not said which one)';
  }
}
