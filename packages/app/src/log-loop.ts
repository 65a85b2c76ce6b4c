import type { EventStore, LogPage } from '@amana/ports/event-store';
import { isRetryable } from '@amana/ports/failures';
import type { Log } from './log.ts';

export type LogLoopOptions = {
  /** Names the loop in what the operator reads. */
  readonly name: string;
  readonly output: Pick<Log, 'warn'>;
  readonly events: EventStore;
  /** Where to go on from. Asked at the start and again after every failure: the last *handled* position, never the last read one. */
  readonly load: () => Promise<bigint | undefined>;
  /** Handles a page to its end and keeps its place; is never aborted half way. May see a page again. */
  readonly handle: (page: LogPage) => Promise<void>;
  /**
   * Called between two pages: small jobs that must not run beside `handle`. The signal says that the loop is being stopped. After
   * `elsewhere` the place is asked for again.
   */
  readonly between?: (signal: AbortSignal) => Promise<'elsewhere' | undefined | void>;
  readonly batchSize?: number;
  readonly idleMs?: number;
  readonly backoffMs: (attempt: number) => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type LogLoopStatus = {
  readonly position: bigint | undefined;
  readonly atHead: boolean;
  /** Failures in a row; 0 while all is well. */
  readonly failures: number;
};

export type LogLoop = { run(): Promise<void>; stop(): Promise<void>; status(): LogLoopStatus };

/**
 * The only loop over the log in the system. A failure that may pass is tried again with back-off, for ever and visibly; any other
 * ends the loop: a poison event stops it loudly and is never skipped. `stop` waits for the page in hand; twice is safe.
 */
export function createLogLoop(options: LogLoopOptions): LogLoop {
  const aborter = new AbortController();
  const { signal } = aborter;
  let finished: Promise<void> | undefined;
  let status: LogLoopStatus = { position: undefined, atHead: false, failures: 0 };

  async function turn(after: bigint | undefined): Promise<bigint | undefined> {
    if ((await options.between?.(signal)) === 'elsewhere') return options.load();
    const { batchSize = 500, idleMs = 1_000 } = options;
    const page = await options.events.readLog(after, { limit: batchSize, signal });
    if (page.events.length > 0) await options.handle(page);
    status = { position: page.next, atHead: page.atHead, failures: 0 };
    if (page.atHead && !signal.aborted) await options.events.waitForMore(page.next, { timeoutMs: idleMs, signal });
    return page.next;
  }

  async function untilItFails(): Promise<void> {
    let after = await options.load();
    while (!signal.aborted) after = await turn(after);
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await untilItFails();
      } catch (error) {
        if (signal.aborted) return;
        if (!isRetryable(error)) throw error;
        status = { ...status, failures: status.failures + 1 };
        options.output.warn({ error, loop: options.name, failures: status.failures }, 'a loop over the log failed: trying again');
        await options.sleep(options.backoffMs(status.failures), signal);
      }
    }
  }

  return {
    run: () => (finished ??= run()),
    stop: async () => {
      aborter.abort();
      await finished?.catch(() => undefined); // the failure belongs to whoever awaited run()
    },
    status: () => status,
  };
}
