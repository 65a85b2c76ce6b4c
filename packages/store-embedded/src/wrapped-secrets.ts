import type { KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { NotStorable } from '@amana/ports/failures';
import { unwrapStored, wrap } from './key-wrap.ts';

export const wrappedSecretsStep = `
  CREATE TABLE secrets (seq INTEGER PRIMARY KEY, name TEXT NOT NULL, wrapped BLOB NOT NULL) STRICT;
  CREATE INDEX secrets_by_name ON secrets (name);
`;

/** Named secrets in their table, newest first. Synchronous; whoever writes does so inside a transaction of its own. */
export type WrappedSecrets = {
  read(name: string): Uint8Array[];
  add(name: string, secret: Uint8Array, keep: number): void;
};

export function createWrappedSecrets(db: DatabaseSync, kek: KeyObject): WrappedSecrets {
  const sql = {
    read: db.prepare('SELECT wrapped FROM secrets WHERE name = ? ORDER BY seq DESC'),
    remove: db.prepare('DELETE FROM secrets WHERE name = ?'),
    insert: db.prepare('INSERT INTO secrets (name, wrapped) VALUES (?, ?)'),
  };
  const read = (name: string): Uint8Array[] =>
    sql.read.all(name).map((row) => unwrapStored(kek, row['wrapped'] as Uint8Array, { name: wrapNameOf(name), what: `a secret of ${name}` }));

  return {
    read,
    add(name, secret, keep) {
      if (!Number.isSafeInteger(keep) || keep < 1) throw new NotStorable('at least one secret is kept');
      const older = read(name).filter((kept) => Buffer.compare(kept, secret) !== 0);
      sql.remove.run(name);
      for (const each of [secret, ...older].slice(0, keep).toReversed()) sql.insert.run(name, wrap(kek, wrapNameOf(name), each));
    },
  };
}

/** The same secrets under another key-encryption key; says how many. Throws KEY_DAMAGED at one that does not unwrap. */
export function rewrapSecrets(db: DatabaseSync, from: KeyObject, to: KeyObject): number {
  const update = db.prepare('UPDATE secrets SET wrapped = ? WHERE seq = ?');
  const rows = db.prepare('SELECT seq, name, wrapped FROM secrets').all();
  for (const row of rows) {
    const name = String(row['name']);
    const secret = unwrapStored(from, row['wrapped'] as Uint8Array, { name: wrapNameOf(name), what: `a secret of ${name}` });
    update.run(wrap(to, wrapNameOf(name), secret), Number(row['seq']));
  }
  return rows.length;
}

const wrapNameOf = (name: string) => ['secret', name]; // two texts: never the name of a key, which has three
