import type { Control } from '../control.ts';

const app = 'packages/app/src';
const privacy = 'packages/privacy/src';
const folds = [`${app}/stream-memory.int.test.ts`];

/** What a process keeps in memory: never longer than an erasure may wait, never of another log, never of another reader’s right. */
export const memoryControls: readonly Control[] = [
  {
    defence: 'folds of a log that was replaced are forgotten',
    file: `${app}/stream-memory.ts`,
    find: 'return last?.id === kept.newest ? more : undefined;',
    put: 'return last === undefined ? undefined : more;',
    tests: folds,
    only: 'a log that was replaced',
  },
  {
    defence: 'a fold is kept for a minute from when it was read, however often it is asked for',
    file: `${app}/stream-memory.ts`,
    find: 'commandIds, since }, since);',
    put: 'commandIds, since }, asked);',
    tests: folds,
    only: 'forgets after a minute',
  },
  {
    defence: 'a fold that was opened for one is not given to who may open less',
    file: `${app}/stream-memory.ts`,
    find: "const key = `${stream} ${opens.join(' ')}`;",
    put: 'const key = stream;',
    tests: folds,
    only: 'apart from what was not',
  },
  {
    defence: 'keys are kept for a minute at most',
    file: `${privacy}/aged-cache.ts`,
    find: '      if (now() - entry.since >= maxAgeMs) return undefined;\n',
    put: '',
    tests: [`${privacy}/aged-cache.unit.test.ts`, `${privacy}/subject-keys.int.test.ts`],
  },
  {
    defence: 'the age of a key counts from when it was asked for, not from the answer',
    file: `${privacy}/subject-keys.ts`,
    find: '    const since = now();\n    const asked = keyring.ensure(subjectId, () => newEntries(subjectId, randomBytes)).then((entries) => subjectKeysOf(subjectId, entries));\n    sealing.set(subjectId, asked, since);',
    put: '    const since = now() + 60_000;\n    const asked = keyring.ensure(subjectId, () => newEntries(subjectId, randomBytes)).then((entries) => subjectKeysOf(subjectId, entries));\n    sealing.set(subjectId, asked, since);',
    tests: [`${privacy}/subject-keys.int.test.ts`],
    only: 'an erased subject has no key to seal with',
  },
  {
    defence: 'what newer code has written is not folded',
    file: `${app}/read-event.ts`,
    find: 'if (definition === undefined',
    put: 'if (definition === undefined && event.type === \'\'',
    tests: [`${app}/read-event.int.test.ts`],
  },
];
