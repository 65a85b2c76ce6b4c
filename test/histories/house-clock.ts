import { createClock, type ClockReading } from '@amana/platform/clock';

const BEGIN = Date.parse('2022-06-15T10:00:00.000Z');
const HOUR_MS = 3_600_000;

/** The real clock over a machine's two clocks that are fed: every reading is an hour later, and somebody may set the wall clock. */
export function createHouseClock() {
  const fed = { wall: BEGIN, monotonic: 0 };
  const clock = createClock({ wall: () => fed.wall, monotonic: () => fed.monotonic });
  return {
    read: (): ClockReading => {
      fed.wall += HOUR_MS;
      fed.monotonic += HOUR_MS;
      return clock.now();
    },
    /** What the wall shows, without a reading. */
    now: (): string => new Date(fed.wall).toISOString(),
    jump: (ms: number): void => {
      fed.wall += ms;
      if (fed.wall < BEGIN - 300 * 24 * HOUR_MS) clock.confirm(); // at times somebody looks, and finds it right
    },
  };
}
