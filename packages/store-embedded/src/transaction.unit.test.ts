import { expect, test } from '@jest/globals';
import { inTransaction } from './transaction.ts';
import { openWorkDatabase } from './work-database.ts';

test('what a rollback that failed has left open is undone by the next one, which is written', () => {
  const db = openWorkDatabase(':memory:');
  const add = (name: string) => db.prepare('INSERT INTO projections VALUES (?)').run(name);
  db.exec('BEGIN IMMEDIATE');
  add('left');
  inTransaction(db, () => add('next'));
  expect(db.prepare('SELECT name FROM projections').all()).toEqual([{ name: 'next' }]);
  expect(db.isTransaction).toBe(false);
  db.close();
});
