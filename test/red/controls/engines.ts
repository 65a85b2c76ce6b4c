import type { Control } from '../control.ts';

const store = 'packages/store-distributed/src/eventstore';
const app = 'packages/app/src';

/** The defences of the distributed mode that need no engine to be shown: the protocol server runs in the test. */
export const engineControls: readonly Control[] = [
  {
    defence: 'a read that is given up is cancelled, or its call stays open until the client hangs',
    file: `${store}/collect-events.ts`,
    find: '    if (!isWhole) read.cancel().catch(nothing);\n',
    put: '',
    tests: [`${store}/client-traps.int.test.ts`],
  },
  {
    defence: 'no more calls on a connection than a node takes',
    file: `${store}/connection.ts`,
    find: 'createCallGate(maxCalls)',
    put: 'createCallGate(maxCalls * 20)',
    tests: [`${store}/client-traps.int.test.ts`],
  },
  {
    defence: 'appends take a call of their own: no client’s broken stream rejects another’s',
    file: `${store}/append-to-node.ts`,
    find: '              credentials: client.appendCredentials,\n',
    put: '',
    tests: [`${store}/client-traps.int.test.ts`],
  },
  {
    defence: 'a read that a proxy ends in good order is not the head of the log',
    file: `${store}/log-reader.ts`,
    find: 'if (raw.length < count && (await isHead(page.next)))',
    put: 'if (raw.length < count)',
    tests: [`${store}/client-traps.int.test.ts`, `${store}/log-reader.unit.test.ts`],
  },
  {
    defence: 'what is written to the log of reads is no case action, nor the other way round',
    file: `${store}/append-to-node.ts`,
    find: 'if (!scope.holds(stream)) throw',
    put: 'if (stream === "") throw',
    tests: [`${store}/connect-event-store-db.int.test.ts`],
  },
  {
    defence: 'nobody joins a read that began before something that he knows of',
    file: `${store}/share-reads.ts`,
    find: ', String(seen())]);',
    put: ']);',
    tests: [`${store}/share-reads.unit.test.ts`],
  },
  {
    defence: 'a part of a command is no answer',
    file: `${app}/first-answer.ts`,
    find: 'if (first !== undefined && metadataOf(first).commandIndex[1] !== own.length)',
    put: 'if (first !== undefined && own.length === 0)',
    tests: [`${app}/handle-command.int.test.ts`],
  },
  {
    defence: 'where many share the log, another log than the one of the rows starts nothing',
    file: `${app}/notice-restore.ts`,
    find: '  if (await wasRestored(log, deps))\n    throw',
    put: '  if (log.era === log.logId + log.era)\n    throw',
    tests: [`${app}/open-log.int.test.ts`],
  },
  {
    defence: 'releases of one grant in turn over all processes (I-109)',
    file: `${app}/turns.ts`,
    find: 'await holder.run();',
    put: 'await run();',
    tests: [`${app}/turns.int.test.ts`],
  },
];
