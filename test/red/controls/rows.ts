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
    defence: 'a lease is taken only from the token that was seen',
    file: `${store}/sqlite-lease.ts`,
    find: 'WHERE name = ? AND token = ?\', name, seenToken);',
    put: "WHERE name = ? AND token >= ?', name, 0);",
    tests: [`${store}/sqlite-lease.contract.test.ts`],
  },
  {
    defence: 'a former holder’s beat moves nothing',
    file: `${store}/sqlite-lease.ts`,
    find: "WHERE name = ? AND token = ? AND beats >= 0', name, token),",
    put: "WHERE name = ? AND token >= ? AND beats >= 0', name, token),",
    tests: [`${store}/sqlite-lease.contract.test.ts`],
  },
  {
    defence: 'a holder without a beat for two thirds of the term stops',
    file: `${app}/hold-lease.ts`,
    find: 'const holdMs = (termMs * 2) / 3;',
    put: 'const holdMs = termMs * 20;',
    tests: [`${app}/hold-lease.int.test.ts`],
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
    defence: 'the relay’s checkpoint moves only after the brokers have it',
    file: `${app}/relay/relay.ts`,
    find: 'if (references.length > 0) await deps.topic.publish(CASES_TOPIC, references);',
    put: 'if (references.length > 0) void deps.topic.publish(CASES_TOPIC, references).catch(() => undefined);',
    tests: [`${app}/relay/relay.int.test.ts`],
  },
];
