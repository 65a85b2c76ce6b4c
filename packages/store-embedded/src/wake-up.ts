export type WakeUp = {
  /** Ends the waits of all who wait now. */
  wake(): void;
  /** Until `wake`, at the latest after `timeoutMs` or when the signal aborts. Never rejects. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
};

/** Who looks, finds nothing and waits in the same turn of the event loop misses no wake-up: it can only come in a later turn. */
export function createWakeUp(): WakeUp {
  const waiting = new Set<() => void>();
  return {
    wake: () => {
      for (const end of waiting) end();
    },
    wait: (timeoutMs, signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, timeoutMs);
        waiting.add(end);
        signal.addEventListener('abort', end);
        if (signal.aborted) end();
      }),
  };
}
