import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreSuite } from '@amana/ports/contract/event-store.suite';
import { createSqliteEventStore, type SqliteEventStore } from './sqlite-event-store.ts';

eventStoreSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amana-log-'));
  const opened: SqliteEventStore[] = [];
  const open = (): SqliteEventStore => {
    const store = createSqliteEventStore({ path: join(folder, 'log.db') });
    opened.push(store);
    return store;
  };
  const closeAll = (): void => {
    for (const store of opened.splice(0)) store.close();
  };
  return {
    store: open(),
    startsEmpty: true,
    reopen: async () => {
      closeAll();
      return open();
    },
    second: async () => open(),
    close: async () => {
      closeAll();
      rmSync(folder, { recursive: true });
    },
  };
});
