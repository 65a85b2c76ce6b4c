/** Places for calls under way. */
export type CallGate = {
  /** Resolves to true when the caller has a place, to false when the time is over or the signal aborts. Who had one MUST leave. */
  enter(timeoutMs: number, signal: AbortSignal): Promise<boolean>;
  leave(): void;
};

/** First come, first served. A node takes 100 calls on one connection: the 101st of them would wait in the client, for ever and unseen. */
export function createCallGate(places: number): CallGate {
  let free = places;
  const waiting = new Set<() => void>();
  return {
    enter: async (timeoutMs, signal) => {
      if (free > 0) {
        free -= 1;
        return true;
      }
      return new Promise((resolve) => {
        const end = (hasPlace: boolean): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', giveUp);
          waiting.delete(take);
          resolve(hasPlace);
        };
        const take = (): void => end(true);
        const giveUp = (): void => end(false);
        const timer = setTimeout(giveUp, timeoutMs);
        signal.addEventListener('abort', giveUp);
        waiting.add(take);
      });
    },
    leave: () => {
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next();
    },
  };
}
