import type { DatabaseSync } from 'node:sqlite';
import { jest } from '@jest/globals';

/** The query plans, line by line, of all statements that read while `work` ran. Plans do not depend on what is bound. */
export async function plansOf(db: DatabaseSync, work: () => Promise<unknown>): Promise<string[]> {
  const prepare = jest.spyOn(db, 'prepare');
  await work();
  const statements = prepare.mock.calls.map(([text]) => text).filter((text) => /^\s*(WITH|SELECT)/.test(text));
  prepare.mockRestore();
  return statements.flatMap((text) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map((row) => String(row['detail'])),
  );
}
