/** `baseMs` is the longest wait after the first failure; it doubles with each failure, up to `maxMs`. `random` gives [0, 1). */
export type BackOffOptions = { baseMs: number; maxMs: number; random: () => number };

/**
 * Milliseconds to wait after try number `attempt` (from 1) failed: full jitter, so that many callers who failed together do
 * not come back together. Whoever retries bounds the number of tries.
 */
export function backoffMs(attempt: number, { baseMs, maxMs, random }: BackOffOptions): number {
  return Math.floor(random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
}
