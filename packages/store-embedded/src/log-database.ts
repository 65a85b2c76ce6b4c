import type { DatabaseSync } from 'node:sqlite';
import { openDatabase, type Schema } from './database.ts';

/**
 * The log. Rows are kept small: a stream is named once, and event ids have no index of their own, because a repeated append
 * is recognised by reading its stream from the expected revision on. The triggers guard against a careless hand, not an attacker.
 */
const logSchema: Schema = {
  name: 'log',
  steps: [
    `CREATE TABLE streams (
       key INTEGER PRIMARY KEY,
       name TEXT NOT NULL UNIQUE
     ) STRICT;
     CREATE TABLE events (
       position INTEGER PRIMARY KEY,
       stream INTEGER NOT NULL REFERENCES streams,
       revision INTEGER NOT NULL,
       id TEXT NOT NULL,
       type TEXT NOT NULL,
       data TEXT NOT NULL,
       metadata TEXT NOT NULL,
       UNIQUE (stream, revision)
     ) STRICT;
     CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
     CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;`,
  ],
};

/** Every COMMIT is on the disk before it returns (FULL). Throws what `openDatabase` throws. */
export const openLogDatabase = (path: string, options: { readOnly?: boolean } = {}): DatabaseSync =>
  openDatabase({ path, schema: logSchema, synchronous: 'FULL', ...options });
