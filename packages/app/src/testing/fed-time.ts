type Sleeper = { readonly at: number; readonly wake: () => void };

/** Enough for everything that only waits for promises. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 5; round++) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** Time that a test feeds: machines with clocks of their own, whose sleepers wake in order. */
export function createFedTime() {
  let now = 0;
  const sleepers = new Set<Sleeper>();

  /** `speed` 0.5: this clock shows half of what passes. `startsAt` is what it shows at first. */
  function machine({ speed = 1, startsAt = 0 }: { speed?: number; startsAt?: number } = {}) {
    let dead = false;
    return {
      monotonic: () => startsAt + now * speed,
      sleep: (ms: number, signal?: AbortSignal): Promise<void> => {
        const { promise, resolve } = Promise.withResolvers<void>();
        if (dead) return promise;
        if (signal?.aborted === true) return Promise.resolve();
        const sleeper = { at: now + ms / speed, wake: () => (dead ? undefined : resolve()) };
        sleepers.add(sleeper);
        const wakeEarly = () => {
          sleepers.delete(sleeper);
          sleeper.wake();
        };
        signal?.addEventListener('abort', wakeEarly, { once: true });
        return promise;
      },
      /** As after kill -9: nothing that sleeps here wakes again. */
      die: () => {
        dead = true;
      },
    };
  }

  async function pass(ms: number): Promise<void> {
    const until = now + ms;
    for (;;) {
      await settle();
      const next = [...sleepers].toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) break;
      now = next.at;
      sleepers.delete(next);
      next.wake();
    }
    now = until;
    await settle();
  }

  return { machine, pass, now: () => now };
}
