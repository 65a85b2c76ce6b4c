/**
 * How long an orderly stop may take. Whoever waits for a process (`stop_grace_period`) MUST give it longer than `deadlineMs`.
 * Danger: HTTP stops before workers and stores do. One slow request has all of `httpGraceMs`, and what is left of the deadline MUST suffice for
 * them: the notifier gives its attempts 2.5 s, and a store that is not closed leaves its files as after a crash.
 */
export const stopTimes = {
  /** From the signal to the end of the process. */
  deadlineMs: 15_000,
  /** For requests in hand, once no more are accepted. */
  httpGraceMs: 5_000,
};
