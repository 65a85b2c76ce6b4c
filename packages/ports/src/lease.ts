/** `token` grows with each holder; `beats` is the counter that a living holder moves. */
export type LeaseState = { token: number; beats: number };

/**
 * One holder per worker name. Only facts here; who waits, watches and gives up is `hold-lease` of the app package.
 *
 * MUST: of several candidates that saw the same state, at most one gets `true` from `take`.
 * MUST: `beat` says false as soon as a later token exists; it never moves a later holder's counter.
 * MUST NOT: compare clocks of different machines.
 */
export interface Lease {
  state(name: string): Promise<LeaseState | undefined>;
  /** Takes over from the token that the candidate saw (undefined: nobody ever held it). The new token is one more. */
  take(name: string, seenToken: number | undefined): Promise<{ token: number } | undefined>;
  /** False for a lease that was released, too. */
  beat(name: string, token: number): Promise<boolean>;
  /** Lets the next candidate in at once: state() then shows `beats: -1`. No effect for an old token. */
  release(name: string, token: number): Promise<void>;
}
