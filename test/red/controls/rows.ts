import type { Control } from '../control.ts';

const store = 'packages/store-embedded/src';
const app = 'packages/app/src';

export const rowControls: readonly Control[] = [
  {
    defence: 'a row is written only over an older one',
    file: `${store}/projection-table.ts`,
    find: '     WHERE excluded.revision > kept.revision`,',
    put: '     WHERE excluded.revision <> kept.revision`,',
    tests: [`${store}/sqlite-read-model-store.contract.test.ts`],
  },
  {
    defence: 'a worker reads its checkpoint’s event back and begins anew over another log',
    file: `${app}/checkpoint-keeper.ts`,
    find: '(checkpoint.era !== log.era || !(await isSameLog(checkpoint, events)))',
    put: '(checkpoint.era !== log.era)',
    tests: [`${app}/checkpoint-keeper.int.test.ts`, `${app}/projector.int.test.ts`],
  },
  {
    defence: 'positions of another era mean nothing',
    file: `${app}/checkpoint-keeper.ts`,
    find: '(checkpoint.era !== log.era || !(await isSameLog(checkpoint, events)))',
    put: '!(await isSameLog(checkpoint, events))',
    tests: [`${app}/checkpoint-keeper.int.test.ts`, `${app}/projector.int.test.ts`, `${app}/relay/relay.int.test.ts`],
  },
  {
    defence: 'an event newer than the code stops a worker, nothing is parked',
    file: `${app}/project-batch.ts`,
    find: 'if (error instanceof NewerEvent) throw error;',
    put: '',
    tests: [`${app}/project-batch.unit.test.ts`, `${app}/projector.int.test.ts`],
  },
  {
    defence: 'a gap in a stream parks it instead of being folded over',
    file: `${app}/project-batch.ts`,
    find: 'if (event.revision !== fold.revision + 1) throw new RevisionMissing();',
    put: '',
    tests: [`${app}/project-batch.unit.test.ts`],
  },
  {
    defence: 'a checkpoint moves only from what its owner last saw',
    file: `${store}/sqlite-read-model-store.ts`,
    find: '        if (moved) putRows(db, table, rows);\n        return { moved };',
    put: '        putRows(db, table, rows);\n        return { moved };',
    tests: [`${store}/sqlite-read-model-store.unit.test.ts`],
    only: 'whose checkpoint has moved on',
  },
  {
    defence: 'a checkpoint is held against era, position and event',
    file: `${store}/sqlite-read-model-store.ts`,
    find: "WHERE projection = ? AND era = ? AND position = ? AND event_id = ?'",
    put: "WHERE projection = ? AND era >= ? AND position >= ? AND event_id >= ?'",
    tests: [`${store}/sqlite-read-model-store.contract.test.ts`],
    only: 'a checkpoint moves only from',
  },
  {
    defence: 'a tombstone stays: an older row does not come back over it',
    file: `${store}/projection-table.ts`,
    find: '    if (renew.run(...row).changes === 0) put.run(...row);',
    put: '    if (gone) db.prepare(`DELETE FROM ${table} WHERE stream = ? AND row_id = ? AND revision < ?`).run(stream, rowId, revision);\n    else if (renew.run(...row).changes === 0) put.run(...row);',
    tests: [`${store}/sqlite-read-model-store.contract.test.ts`],
    only: 'a tombstone',
  },
  {
    defence: 'a cursor of another query is refused',
    file: `${store}/row-cursor.ts`,
    find: 'digest !== digestOf(projection, query) || ',
    put: '',
    tests: [`${store}/sqlite-read-model-store.contract.test.ts`],
    only: 'the cursor of another query',
  },
  {
    defence: 'a cursor of another era is refused',
    file: 'services/query-api/src/page-of.ts',
    find: '  if (cursor.startsWith(prefix)) return',
    put: '  if (cursor.length >= prefix.length) return',
    tests: ['services/query-api/src/lists.int.test.ts'],
    only: 'one list and one era',
  },
  {
    defence: 'a place in another era is refused',
    file: 'packages/http-api/src/position.ts',
    find: "  if (named !== era) throw new Problem('WRONG_ERA');\n",
    put: '',
    tests: ['services/query-api/src/lists.int.test.ts'],
    only: 'in another era nothing is',
  },
  {
    defence: 'a list of another era is no answer',
    file: 'services/query-api/src/place-of.ts',
    find: 'if (lag === undefined || lag.checkpoint.era !== deps.era()) throw notYet();',
    put: 'if (lag === undefined) throw notYet();',
    tests: ['services/query-api/src/lists.int.test.ts'],
    only: 'of another era are built anew',
  },
];
