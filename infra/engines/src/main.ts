import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { engineVariables } from './engine-variables.ts';
import { createEngines } from './launcher/create-engines.ts';
import { createOperatorLog } from './launcher/operator-log.ts';
import { parseLaunchOptions } from './launcher/launch-options.ts';
import { lockData } from './launcher/lock-data.ts';

const STOP_DEADLINE_MS = 60_000;

const nothing = async (): Promise<void> => undefined;

await runMain(async () => {
  const options = parseLaunchOptions(process.argv.slice(2));
  const log = createOperatorLog((text) => process.stderr.write(text));
  const lock = lockData(options.data);
  const engines = await createEngines(options, (line) => log.info({}, line));

  const addresses = [...engines].map(([name, { address }]) => `${engineVariables[name]}=${address}\n`).join('');
  log.info({}, `starting / démarrage: ${[...engines.values()].map(({ name }) => name).join(', ')} …`);
  return runUntilSignal(
    [
      { name: 'lock', start: nothing, stop: async () => lock.release() },
      ...engines.values(),
      // The standard output holds these lines and nothing else: scripts read them.
      { name: 'addresses', start: async () => void process.stdout.write(addresses), stop: nothing },
    ],
    STOP_DEADLINE_MS,
    log,
  );
});
