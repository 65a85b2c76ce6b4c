const maxTimerMs = 2 ** 31 - 1; // a longer timer would fire at once

export type WakeUp = {
  /** Ends the waits of all who wait now. */
  wake(): void;
  /** Resolves at the next `wake`, after the time, or when the signal aborts; never rejects and leaves nothing behind. */
  wait(options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>;
};

/** For those who wait for more. Who looks, finds nothing and waits in the same turn of the event loop misses no wake-up. */
export function createWakeUp(): WakeUp {
  const waiting = new Set<() => void>();
  return {
    wait: ({ timeoutMs, signal }) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(timeoutMs, maxTimerMs));
        signal?.addEventListener('abort', done);
        waiting.add(done);
      }),
    wake: () => {
      for (const done of waiting) done();
    },
  };
}
