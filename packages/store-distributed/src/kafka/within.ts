import { setTimeout as delay } from 'node:timers/promises';

/** The outcome of `work`, or the rejection of `late()` after so long. The work goes on; what becomes of it then is nobody's concern. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  const timer = new AbortController();
  const tooLate = async (): Promise<never> => {
    await delay(ms, undefined, { signal: timer.signal });
    throw late();
  };
  try {
    return await Promise.race([work, tooLate()]);
  } finally {
    timer.abort();
  }
}
