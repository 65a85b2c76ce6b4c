import type { Control } from '../control.ts';

const store = 'packages/store-embedded/src';

export const logControls: readonly Control[] = [
  {
    defence: 'an append at another revision than the stream’s is refused',
    file: `${store}/append-to-stream.ts`,
    find: 'if (answer === undefined) throw new WrongRevision(stream, expected, head.revision);',
    put: 'if (answer === undefined) return { revision: 0, position: 0n };',
    tests: [`${store}/sqlite-event-store.contract.test.ts`],
  },
  {
    defence: 'the same events sent again get the first answer',
    file: `${store}/append-to-stream.ts`,
    find: "stored.every((row, index) => row['id'] === events[index]?.id)",
    put: 'stored.length < 0',
    tests: [`${store}/sqlite-event-store.contract.test.ts`],
  },
  {
    defence: 'other events at a place that is taken are no repeat',
    file: `${store}/append-to-stream.ts`,
    find: "stored.every((row, index) => row['id'] === events[index]?.id)",
    put: 'true',
    tests: [`${store}/sqlite-event-store.contract.test.ts`],
  },
  {
    defence: 'the log is on the disk before it answers: synchronous=FULL',
    file: `${store}/log-database.ts`,
    find: "synchronous: 'FULL'",
    put: "synchronous: 'NORMAL'",
    tests: [`${store}/sqlite-event-store.int.test.ts`, `${store}/database.unit.test.ts`],
  },
  {
    defence: 'of appends that share a commit one that fails fails alone',
    file: `${store}/group-commit.ts`,
    find: "      undo.run();\n      release.run();\n      return () => reject(sqliteFailure(error));",
    put: '      throw error;',
    tests: [`${store}/group-commit.unit.test.ts`, `${store}/sqlite-event-store.contract.test.ts`],
  },
  {
    defence: 'heads kept in memory are forgotten when another connection has written',
    file: `${store}/stream-heads.ts`,
    find: 'if (version !== seenVersion) cached.clear();',
    put: '',
    tests: [`${store}/sqlite-event-store.contract.test.ts`],
  },
  {
    defence: 'heads kept in memory are forgotten after a rollback',
    file: `${store}/stream-heads.ts`,
    find: 'forget: () => cached.clear(),',
    put: 'forget: () => undefined,',
    tests: [`${store}/sqlite-event-store.fault.test.ts`, `${store}/sqlite-event-store.int.test.ts`],
  },
  {
    defence: 'one process writes to a data folder',
    file: `${store}/writer-lock.ts`,
    find: "db.exec('BEGIN EXCLUSIVE');",
    put: "db.exec('BEGIN');",
    tests: [`${store}/writer-lock.int.test.ts`],
  },
  {
    defence: 'a file that newer code has written is not touched',
    file: `${store}/database.ts`,
    find: 'if (version > schema.steps.length) {',
    put: 'if (version < 0) {',
    tests: [`${store}/database.unit.test.ts`],
  },
];
