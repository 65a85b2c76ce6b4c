/** Milliseconds. `baseMs` is the longest wait before the second try; it doubles with each try, up to `maxMs`. */
export type BackOff = { baseMs: number; maxMs: number };

/**
 * How long to wait after the try number `attempt` (from 1) failed: anything between nothing and an exponentially growing
 * bound, so that many who failed together do not come back together. `random` is in [0, 1).
 */
export function fullJitter(attempt: number, { baseMs, maxMs }: BackOff, random: number): number {
  return Math.floor(random * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
}
