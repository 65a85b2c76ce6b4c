import { createClock, type ClockReading } from '@amana/platform/clock';

const HOUR_MS = 3_600_000;

/** The real clock over a machine's two clocks, which are fed: each reading is so much later, and somebody may set the wall clock. */
export function createHouseClock({ begin = '2022-06-15T10:00:00.000Z', stepMs = HOUR_MS } = {}) {
  const fed = { wall: Date.parse(begin), monotonic: 0 };
  const clock = createClock({ wall: () => fed.wall, monotonic: () => fed.monotonic });
  return {
    read: (): ClockReading => {
      fed.wall += stepMs;
      fed.monotonic += stepMs;
      return clock.now();
    },
    /** What the wall shows, without a reading. */
    now: (): string => new Date(fed.wall).toISOString(),
    jump: (ms: number): void => {
      fed.wall += ms;
    },
    /** Sets the wall clock to this instant. */
    set: (iso: string): void => {
      fed.wall = Date.parse(iso);
    },
    confirm: () => clock.confirm(new Date(fed.wall).toISOString()),
    sawInLog: (recordedAt: string) => clock.sawInLog(recordedAt),
  };
}

export type HouseClock = ReturnType<typeof createHouseClock>;
