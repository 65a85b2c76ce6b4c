import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Harness } from '@amana/ports/contract/harness';
import { openWorkDatabase } from '../work-database.ts';

/** Stores over one work file in a folder of its own; each instance has its own connection. */
export async function makeWorkHarness<Port>(create: (db: DatabaseSync) => Port): Promise<Harness<Port>> {
  const folder = mkdtempSync(join(tmpdir(), 'amana-work-'));
  const open: DatabaseSync[] = [];
  const next = async (): Promise<Port> => {
    const db = openWorkDatabase(join(folder, 'work.db'));
    open.push(db);
    return create(db);
  };
  const closeAll = (): void => {
    for (const db of open.splice(0)) db.close();
  };

  return {
    store: await next(),
    second: next,
    reopen: () => {
      closeAll();
      return next();
    },
    close: async () => {
      closeAll();
      rmSync(folder, { recursive: true });
    },
  };
}
