const maxTimerMs = 2 ** 31 - 1; // a longer timer would fire at once

export type LogWaiters = {
  /** Resolves at the next `wake`, after the time, or when the signal aborts; never rejects and leaves nothing behind. */
  wait(options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>;
  wake(): void;
};

/** Who waits for the log to grow. */
export function createLogWaiters(): LogWaiters {
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
