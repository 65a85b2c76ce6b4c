import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A call that takes at most so long: whoever waits longer gets `late`. One that hangs is not started again before it has ended: else
 * each caller would leave one more hanging call behind. Rejects with what the call rejects with, in time.
 */
export function bounded<T>(call: () => Promise<T>, { late, timeoutMs }: { readonly late: T; readonly timeoutMs: number }): () => Promise<T> {
  let running: Promise<T> | undefined;
  return async () => {
    running ??= call().finally(() => (running = undefined));
    const timer = new AbortController();
    const tooLate = sleep(timeoutMs, late, { signal: timer.signal });
    tooLate.catch(() => undefined); // rejects when the timer is no longer needed
    try {
      return await Promise.race([running, tooLate]);
    } finally {
      timer.abort();
    }
  };
}
