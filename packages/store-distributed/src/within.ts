/** `signal`: the caller has no more use for the outcome, late or not. */
export type Limit = { readonly ms: number; readonly late: () => Error; readonly signal?: AbortSignal };

/**
 * The outcome of `work`, or the rejection of `late()` after so long. The work goes on; what becomes of it then is nobody's concern.
 * With a bare timer, because every message and many calls pass here: `delay` of node:timers/promises ends with an error and its stack
 * every time.
 */
export async function within<T>(work: Promise<T>, { ms, late, signal }: Limit): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(late()), Math.max(0, ms));
  const giveUp = (): void => limit.reject(new Error('given up'));
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
