import type { KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { unwrap, wrap } from './key-wrap.ts';

const name = ['kek check'];
const wrappedUnder = (kek: KeyObject): Uint8Array => wrap(kek, name, Buffer.from('amana'));

/** Without this check a wrong KEK would be noticed only when an old part is read, after new keys were wrapped under it. The first one is kept. */
export function isKekOf(db: DatabaseSync, kek: KeyObject): boolean {
  db.prepare('INSERT INTO kek_check VALUES (1, ?) ON CONFLICT DO NOTHING').run(wrappedUnder(kek));
  const kept = db.prepare('SELECT wrapped FROM kek_check').get()?.['wrapped'] as Uint8Array;
  return unwrap(kek, name, kept) !== undefined;
}

/** From now on `kek` is the one of this keyring. */
export function replaceKek(db: DatabaseSync, kek: KeyObject): void {
  db.prepare('UPDATE kek_check SET wrapped = ?').run(wrappedUnder(kek));
}
