export type Waiters = {
  wake(): void;
  /** Resolves at the next `wake`, or when the signal aborts; leaves nothing behind. */
  wait(signal: AbortSignal): Promise<void>;
};

export function createWaiters(): Waiters {
  const waiting = new Set<() => void>();
  return {
    wake: () => {
      for (const done of waiting) done();
    },
    wait: (signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        waiting.add(done);
        signal.addEventListener('abort', done);
        if (signal.aborted) done();
      }),
  };
}
