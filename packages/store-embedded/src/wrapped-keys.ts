import type { KeyObject } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { NotStorable, PortFailure } from '@amana/ports/failures';
import type { FoundKey, KeyClass, KeyEntry } from '@amana/ports/keyring';
import { unwrapStored, wrap } from './key-wrap.ts';

export const wrappedKeysStep = `
  CREATE TABLE keys (
    seq INTEGER PRIMARY KEY, key_id TEXT NOT NULL UNIQUE, subject_id TEXT NOT NULL, class TEXT NOT NULL, wrapped BLOB NOT NULL
  ) STRICT;
  CREATE INDEX keys_by_subject ON keys (subject_id);
  CREATE TABLE receipts (
    key_id TEXT PRIMARY KEY, subject_id TEXT NOT NULL, class TEXT NOT NULL, erasing_event_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX receipts_by_subject ON receipts (subject_id);
`;

const classes: readonly KeyClass[] = ['statistic', 'identity', 'justice'];

type Row = Record<string, SQLOutputValue>;
type KeyName = Omit<KeyEntry, 'key'>;

/** Keys and receipts in their tables. Synchronous; whoever writes does so inside a transaction of its own. */
export type WrappedKeys = {
  /** The newest key of each class; empty where the subject has none. Throws SUBJECT_ERASED where it has a receipt. */
  newest(subjectId: string): KeyEntry[];
  /** All or none of them. Throws NotStorable unless it is one key of each class of this subject. */
  insert(subjectId: string, entries: readonly KeyEntry[]): void;
  find(keyIds: readonly string[]): Map<string, FoundKey>;
};

export function createWrappedKeys(db: DatabaseSync, kek: KeyObject): WrappedKeys {
  const sql = {
    receipt: db.prepare('SELECT 1 FROM receipts WHERE subject_id = ? LIMIT 1'),
    // SQLite takes the other columns from the row that holds the maximum.
    newest: db.prepare(
      'SELECT key_id, subject_id, class, wrapped, max(seq) AS newest FROM keys WHERE subject_id = ? GROUP BY class ORDER BY newest',
    ),
    // One statement, since a statement is undone as a whole: a subject never has a key of one class without the others.
    insert: db.prepare('INSERT INTO keys (key_id, subject_id, class, wrapped) VALUES (?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?)'),
    keys: db.prepare('SELECT key_id, subject_id, class, wrapped FROM keys WHERE key_id IN (SELECT value FROM json_each(?))'),
    receipts: db.prepare(
      'SELECT key_id, subject_id, class, erasing_event_id FROM receipts WHERE key_id IN (SELECT value FROM json_each(?))',
    ),
  };

  const entryOf = (row: Row): KeyEntry => {
    const name = nameOf(row);
    return { ...name, key: unwrapStored(kek, row['wrapped'] as Uint8Array, { name: wrapNameOf(name), what: `key ${name.keyId}` }) };
  };

  return {
    newest(subjectId) {
      if (sql.receipt.get(subjectId) !== undefined) throw erased();
      return sql.newest.all(subjectId).map(entryOf);
    },
    insert(subjectId, entries) {
      const ordered = classes.flatMap((cls) => entries.filter((entry) => entry.class === cls && entry.subjectId === subjectId));
      if (entries.length !== classes.length || new Set(ordered.map((entry) => entry.class)).size !== classes.length) {
        throw new NotStorable('a subject gets one key of each class at once');
      }
      sql.insert.run(...ordered.flatMap((entry) => [entry.keyId, subjectId, entry.class, wrap(kek, wrapNameOf(entry), entry.key)]));
    },
    find(keyIds) {
      const asked = JSON.stringify(keyIds);
      const found = new Map<string, FoundKey>(
        sql.keys.all(asked).map((row) => [String(row['key_id']), { state: 'live', entry: entryOf(row) }]),
      );
      // Read after the keys and put over them: where both are found, an erasure was interrupted, and the key counts as destroyed.
      for (const row of sql.receipts.all(asked)) {
        found.set(String(row['key_id']), {
          state: 'destroyed',
          receipt: { ...nameOf(row), erasingEventId: String(row['erasing_event_id']) },
        });
      }
      return found;
    },
  };
}

const nameOf = (row: Row): KeyName => ({
  keyId: String(row['key_id']),
  subjectId: String(row['subject_id']),
  class: row['class'] as KeyClass,
});

/** The same keys under another key-encryption key; says how many. Throws KEY_DAMAGED at one that does not unwrap. */
export function rewrapKeys(db: DatabaseSync, from: KeyObject, to: KeyObject): number {
  const update = db.prepare('UPDATE keys SET wrapped = ? WHERE seq = ?');
  const rows = db.prepare('SELECT seq, key_id, subject_id, class, wrapped FROM keys').all();
  for (const row of rows) {
    const name = wrapNameOf(nameOf(row));
    const key = unwrapStored(from, row['wrapped'] as Uint8Array, { name, what: `key ${String(row['key_id'])}` });
    update.run(wrap(to, name, key), Number(row['seq']));
  }
  return rows.length;
}

const wrapNameOf = (key: KeyName) => [key.keyId, key.subjectId, key.class];

const erased = () => new PortFailure('SUBJECT_ERASED', 'this subject was erased and gets no key again', { retryable: false });
