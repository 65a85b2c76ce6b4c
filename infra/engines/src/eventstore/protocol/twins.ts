import { setTimeout as sleep } from 'node:timers/promises';
import type { ProposedAppend } from '../log/decide-write.ts';

export type Twins = {
  /** Runs the append; or, if the same one is under way and `timeoutMs` is given, answers «timed out» after that time instead. */
  once<Outcome>(append: ProposedAppend, timeoutMs: number | undefined, run: () => Promise<Outcome>): Promise<Outcome | { kind: 'timed-out' }>;
};

/** A node drops an append whose twin is not written yet, and its caller waits until the time is up. */
export function createTwins(): Twins {
  const underWay = new Set<string>();
  return {
    once: async ({ stream, events }, timeoutMs, run) => {
      const key = [stream, ...events.map(({ id }) => id)].join(' ');
      if (timeoutMs !== undefined && underWay.has(key)) return sleep(timeoutMs, { kind: 'timed-out' as const }, { ref: false });
      underWay.add(key);
      try {
        return await run();
      } finally {
        underWay.delete(key);
      }
    },
  };
}
