const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds before each attempt, counted from the one before it: the example of Standard Webhooks 1.0.0, about three days in all. */
export const retrySchedule: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

const JITTER = 0.2;

/**
 * How long to wait after attempt number `attempt` (from 1) failed, lengthened by up to a fifth, so that what failed together does not
 * come back together. Undefined where the schedule is over. `random` is in [0, 1).
 */
export function retryDelayMs(attempt: number, schedule: readonly number[], random: number): number | undefined {
  const delay = schedule[attempt];
  return delay === undefined ? undefined : Math.floor(delay * (1 + JITTER * random));
}
