/** `clock` is 'unconfirmed' where `recordedAt` may be wrong; such a time spoils no `knownAt` (I-103) and timers hold (design: Times). */
export type ClockReading = { readonly recordedAt: string; readonly clock: 'ok' | 'unconfirmed' };

export type Clock = {
  /** The handler's wall clock as it is, UTC, with what is thought of it. */
  now(): ClockReading;
  /**
   * Tells the clock of the `recordedAt` of a stored event. MUST be called with times whose own clock was 'ok' only: a time
   * that nobody trusts must not make a good clock suspicious.
   */
  sawInLog(recordedAt: string): void;
  /**
   * An operator has looked: at this instant the clock was right, so what the log showed so far says nothing against it any more. MUST
   * NOT be told of a time in the log again that was shown before the confirmation.
   */
  confirm(at: string): void;
};

/** Both in milliseconds. `monotonic` has any origin; no one can set it. */
export type ClockSource = { wall: () => number; monotonic: () => number };

const JUMP_MS = 5_000;
const BEHIND_LOG_MS = 5 * 60_000;

/**
 * Once suspicious, the clock stays so until it is confirmed: a time that jumped back to where it was is no proof.
 * A machine that slept counts as a jump, because the monotonic clock stands still meanwhile.
 */
export function createClock({ wall, monotonic }: ClockSource): Clock {
  let last = { wall: wall(), monotonic: monotonic() };
  let newestInLog = Number.NEGATIVE_INFINITY;
  let suspicious = false;

  return {
    now() {
      const reading = { wall: wall(), monotonic: monotonic() };
      // Compared with the last reading and not with the start: years of fine slewing by NTP are no jump.
      const drift = reading.wall - last.wall - (reading.monotonic - last.monotonic);
      last = reading;
      if (Math.abs(drift) > JUMP_MS) suspicious = true;
      if (newestInLog - reading.wall > BEHIND_LOG_MS) suspicious = true;
      return { recordedAt: new Date(reading.wall).toISOString(), clock: suspicious ? 'unconfirmed' : 'ok' };
    },
    sawInLog(recordedAt) {
      const instant = Date.parse(recordedAt);
      if (instant > newestInLog) newestInLog = instant;
    },
    confirm(at) {
      last = { wall: wall(), monotonic: monotonic() };
      newestInLog = Date.parse(at);
      suspicious = false;
    },
  };
}

/** The clock of this machine. */
export const systemClockSource: ClockSource = { wall: () => Date.now(), monotonic: () => performance.now() };
