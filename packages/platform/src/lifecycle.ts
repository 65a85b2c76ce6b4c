import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from './describe-error.ts';
import { isFailure } from './failure.ts';
import type { Log } from './logger.ts';

/**
 * Something with a life. `start` resolves when it is ready; a start that rejects MUST have cleaned up after itself, because it is
 * not stopped. `stop` MUST be safe to call twice. `failed` rejects if it dies after its start; ending well is no failure.
 */
export type Component = {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly failed?: Promise<never> | undefined;
};

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Why and when the process ends: the first signal or the first failure. */
function watchForEnd(log: Log) {
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const state = { ended: false, failed: false };

  const finish = () => {
    state.ended = true;
    resolve();
  };
  const fail = (error: unknown, component: string) => {
    state.failed = true;
    log.error({ error, component }, state.ended ? 'failed while stopping' : 'stopping because of a failure');
    finish();
  };
  const forgetSignals = () => SIGNALS.forEach((signal) => process.off(signal, onSignal));
  const onSignal = (signal: NodeJS.Signals) => {
    forgetSignals(); // a second Ctrl-C must kill the process, so the default must be back
    log.info({ signal }, 'stopping because of a signal');
    finish();
  };
  // Node would print the error with its message, which may quote what a caller sent.
  const onUncaught = (error: unknown) => fail(error, 'process');

  SIGNALS.forEach((signal) => process.on(signal, onSignal));
  process.on('uncaughtException', onUncaught);
  const release = () => {
    forgetSignals();
    process.off('uncaughtException', onUncaught);
  };
  return { end, state, fail, release };
}

type Watch = ReturnType<typeof watchForEnd>;

async function startInOrder(components: readonly Component[], watch: Watch): Promise<readonly Component[]> {
  const started: Component[] = [];
  for (const component of components) {
    if (watch.state.ended) break;
    try {
      await component.start();
    } catch (error) {
      watch.fail(error, component.name);
      break;
    }
    started.push(component);
    component.failed?.catch((error: unknown) => watch.fail(error, component.name));
  }
  return started;
}

async function stopInReverse(started: readonly Component[], watch: Watch, progress: { at: string }): Promise<void> {
  for (const component of started.toReversed()) {
    progress.at = component.name;
    try {
      await component.stop();
    } catch (error) {
      watch.fail(error, component.name);
    }
  }
}

/**
 * Starts in order, waits for a signal or a failure, stops in reverse. Resolves to the exit code: 0 after a signal and a clean
 * stop, 1 after any failure and when the stop takes longer than `deadlineMs`, counted from the signal or failure. A signal during
 * the start is obeyed as soon as the component in hand has started. Never rejects. The caller MUST exit with the code: after a
 * late stop something still holds the process.
 */
export async function runUntilSignal(components: readonly Component[], deadlineMs: number, log: Log): Promise<number> {
  const watch = watchForEnd(log);
  const progress = { at: 'start' };
  const timer = new AbortController();

  async function live(): Promise<void> {
    const started = await startInOrder(components, watch);
    if (!watch.state.ended) log.info({ components: started.map(({ name }) => name) }, 'ready');
    await watch.end;
    await stopInReverse(started, watch, progress);
  }
  async function deadline(): Promise<'late'> {
    await watch.end;
    return sleep(deadlineMs, 'late' as const, { signal: timer.signal });
  }

  const late = deadline();
  late.catch(() => undefined); // rejects when the timer is no longer needed
  const outcome = await Promise.race([live(), late]);
  timer.abort();
  watch.release();
  if (outcome === 'late') log.error({ component: progress.at, deadlineMs }, 'did not stop in time');
  return outcome === 'late' || watch.state.failed ? 1 : 0;
}

/** A loop as a component: ready at once, and `failed` is the rejection of its run. `loop.start` resolves when the loop was stopped. */
export function loopComponent(name: string, loop: { start(): Promise<void>; stop(): Promise<void> }): Component {
  let failed: Promise<never> | undefined;
  return {
    name,
    get failed() {
      return failed;
    },
    start: async () => {
      failed = loop.start().then(() => new Promise<never>(() => undefined)); // ending well is not a failure
      failed.catch(() => undefined); // it may fail before anyone listens
    },
    stop: () => loop.stop(),
  };
}

/** A failure of ours in its own words; of anything else the name and the places in the code, never the message. */
export const describeForOperator = (error: unknown): string =>
  isFailure(error) ? error.message : JSON.stringify(describeError(error, true), undefined, 2);

/**
 * The whole of a `main.ts`: runs `main` and exits with its code. What fails before there is a logger (a configuration that is not
 * complete) is told to the operator on the error output, in its own words where it is a failure of ours.
 */
export async function runMain(main: () => Promise<number>): Promise<never> {
  const code = await main().catch((error: unknown) => {
    process.stderr.write(`${describeForOperator(error)}\n`);
    return 1;
  });
  process.exit(code);
}
