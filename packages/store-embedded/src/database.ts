import { DatabaseSync } from 'node:sqlite';
import { PortFailure } from '@amana/ports/failures';
import { sqliteFailure } from './sqlite-failure.ts';
import { inTransaction } from './transaction.ts';

/** How long a statement waits for another process; the event loop stands still meanwhile. */
const busyTimeoutMs = 2_000;
/** Pages in the WAL after which a commit moves them into the file: a WAL of up to about 40 MB. */
const walAutocheckpointPages = 10_000;

/** The tables of one file. `steps[n]` leads from version n to n + 1; a step that was released is never edited, only followed by another. */
export type Schema = { name: string; steps: readonly string[] };

export type DatabaseOptions = {
  /** A file, made if it is missing (its folder must exist), or ':memory:'. */
  path: string;
  schema: Schema;
  /** FULL: a COMMIT that returned survives a power cut. NORMAL: it survives a crash of the process only; for what can be rebuilt. */
  synchronous: 'FULL' | 'NORMAL';
  /** Page cache in KiB. Default 65,536. */
  cacheKiB?: number;
  /** Opens an existing file of exactly this schema version and writes nothing. */
  readOnly?: boolean;
};

/**
 * Opens a SQLite file in WAL mode and brings its schema up to date. Throws PortFailure: SCHEMA_TOO_NEW (written by newer
 * code), SCHEMA_TOO_OLD (read-only), OTHER_SCHEMA (the file is something else), WAL_REFUSED, STORE_DAMAGED, STORE_UNAVAILABLE.
 */
export function openDatabase(options: DatabaseOptions): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(options.path, { timeout: busyTimeoutMs, readOnly: options.readOnly ?? false });
    refuseOtherSchema(db, options); // before anything is changed: this may be the file of a newer version
    if (!options.readOnly) useWal(db, options); // a copy need not be in WAL mode to be read
    configure(db, options);
    if (!options.readOnly) migrate(db, options);
    return db;
  } catch (error) {
    db?.close();
    throw sqliteFailure(error);
  }
}

function useWal(db: DatabaseSync, options: DatabaseOptions): void {
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal' && mode !== 'memory') {
    throw new PortFailure('WAL_REFUSED', `${options.path}: this file system cannot hold a SQLite file in WAL mode; use a local disk`, {
      retryable: false,
    });
  }
}

function configure(db: DatabaseSync, options: DatabaseOptions): void {
  db.exec(`PRAGMA synchronous = ${options.synchronous}`);
  db.exec(`PRAGMA cache_size = -${String(options.cacheKiB ?? 65_536)}`);
  db.exec(`PRAGMA wal_autocheckpoint = ${String(walAutocheckpointPages)}`);
}

function refuseOtherSchema(db: DatabaseSync, { path, schema, readOnly }: DatabaseOptions): void {
  const { name, version } = versionOf(db);
  const refuse = (code: string, message: string): never => {
    throw new PortFailure(code, `${path} ${message}`, { retryable: false });
  };
  if (name !== undefined && name !== schema.name) refuse('OTHER_SCHEMA', `holds '${name}', not '${schema.name}': check the path`);
  if (version > schema.steps.length) {
    refuse('SCHEMA_TOO_NEW', `has schema ${version}, this program knows ${schema.steps.length}: start the newer version of the program`);
  }
  if (readOnly && version < schema.steps.length) {
    refuse(
      'SCHEMA_TOO_OLD',
      `has schema ${version}, this program needs ${schema.steps.length}: start the program once to bring it up to date`,
    );
  }
}

function versionOf(db: DatabaseSync): { name: string | undefined; version: number } {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'").get();
  const row = table && db.prepare('SELECT name, version FROM schema_version').get();
  return row ? { name: String(row['name']), version: Number(row['version']) } : { name: undefined, version: 0 };
}

function migrate(db: DatabaseSync, options: DatabaseOptions): void {
  const { schema } = options;
  while (versionOf(db).version < schema.steps.length) {
    inTransaction(db, () => {
      refuseOtherSchema(db, options); // another process may have gone further between the look and the lock
      const { version } = versionOf(db);
      const step = schema.steps[version];
      if (step === undefined) return;
      db.exec(`CREATE TABLE IF NOT EXISTS schema_version (
                 only INTEGER PRIMARY KEY CHECK (only = 1), name TEXT NOT NULL, version INTEGER NOT NULL
               ) STRICT`);
      db.exec(step);
      db.prepare('INSERT INTO schema_version VALUES (1, ?1, ?2) ON CONFLICT DO UPDATE SET version = ?2').run(schema.name, version + 1);
    });
  }
}
