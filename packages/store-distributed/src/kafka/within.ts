import { setTimeout as delay } from 'node:timers/promises';

/** `signal`: the caller has no more use for the outcome, late or not. */
export type Limit = { readonly ms: number; readonly late: () => Error; readonly signal?: AbortSignal };

/** The outcome of `work`, or the rejection of `late()` after so long. The work goes on; what becomes of it then is nobody's concern. */
export async function within<T>(work: Promise<T>, { ms, late, signal }: Limit): Promise<T> {
  const timer = new AbortController();
  const tooLate = async (): Promise<never> => {
    await delay(Math.max(0, ms), undefined, { signal: signal === undefined ? timer.signal : AbortSignal.any([timer.signal, signal]) });
    throw late();
  };
  try {
    return await Promise.race([work, tooLate()]);
  } finally {
    timer.abort();
  }
}
