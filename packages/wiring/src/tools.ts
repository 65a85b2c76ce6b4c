import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '@amana/platform/retry';
import { v7 } from 'uuid';

/** Time, chance and ids of this process, handed to everything that needs them: the inside makes none of its own. */
export const tools = {
  randomBytes: (size: number): Uint8Array => randomBytes(size),
  newId: (): string => v7(),
  newEventId: (): string => v7(),
  random: Math.random,
  monotonic: (): number => performance.now(),
  /** Never rejects: whoever aborts the signal looks at it next. */
  sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
    await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined); // it rejects for nothing but the abort
  },
  backoffMs: (attempt: number): number => backoffMs(attempt, { baseMs: 100, maxMs: 30_000, random: Math.random }),
};

export type Tools = typeof tools;
