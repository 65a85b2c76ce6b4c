import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createNodeComponent } from './create-node-component.ts';
import { parseStartOptions } from './parse-start-options.ts';

const STOP_DEADLINE_MS = 10_000; // beyond the five seconds for which an orderly stop is silent

await runMain(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  const log = createLogger({ level: 'info', name: 'protocol-server', destination: { write: (line) => process.stderr.write(line) } });
  // The standard output holds this line and nothing else: who starts the process waits for it.
  const node = createNodeComponent(options, (url) => process.stdout.write(`ready ${url}\n`));
  return runUntilSignal([node], STOP_DEADLINE_MS, log);
});
