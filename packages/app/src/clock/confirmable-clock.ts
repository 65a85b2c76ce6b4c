import type { EventStore } from '@amana/ports/event-store';
import type { Log } from '../log.ts';
import { showNewestTime } from '../show-newest-time.ts';
import { findConfirmation, type Confirmation, type ConfirmationDeps } from './confirm-clock.ts';

type Reading = { readonly recordedAt: string; readonly clock: 'ok' | 'unconfirmed' };

/** The clock of a machine, as it judges itself. */
export type MachineClock = { now(): Reading; sawInLog(recordedAt: string): void; confirm(at: string): void };

/** The same for a process: it hears of an operator's confirmation. */
export type ConfirmableClock = { now(): Reading; sawInLog(recordedAt: string, position: bigint): void };

export type ConfirmableClockDeps = ConfirmationDeps & {
  readonly events: EventStore;
  readonly output: Pick<Log, 'warn'>;
  /** Milliseconds of any origin; nobody can set it. */
  readonly monotonic: () => number;
};

const LOOK_MS = 1_000;
/** As far as a clock may stand before the newest time of the log and be trusted. */
const NEAR_MS = 5 * 60_000;

/**
 * Shows a clock the newest time of the log, but for what was there when an operator confirmed it last; so a wrong time in the future
 * holds up no later start. While the clock is unconfirmed, its readings have the confirmation looked for, once a second at most: it
 * holds for a clock that does not stand more than five minutes before or behind it. Throws what the stores throw.
 */
export async function openConfirmableClock(machine: MachineClock, deps: ConfirmableClockDeps): Promise<ConfirmableClock> {
  const { events, output, monotonic } = deps;
  let heard: Confirmation | undefined;
  let heeded: Confirmation | undefined;
  let lookAgainAt = Number.NEGATIVE_INFINITY;

  const isSetAside = (position: bigint, by = heeded): boolean => by !== undefined && position <= by.position;

  async function heed(confirmation: Confirmation): Promise<void> {
    const since: string[] = [];
    await showNewestTime(events, { sawInLog: (recordedAt, position) => void (isSetAside(position, confirmation) || since.push(recordedAt)) });
    heeded = confirmation;
    machine.confirm(confirmation.at);
    for (const recordedAt of since) machine.sawInLog(recordedAt);
  }

  async function look(): Promise<void> {
    const found = await findConfirmation(deps);
    if (found === undefined || found.at === heard?.at) return;
    if (Date.parse(machine.now().recordedAt) - Date.parse(found.at) > NEAR_MS)
      output.warn({ confirmedAt: found.at }, 'the clock stands more than five minutes ahead of the one that an operator has confirmed: it is not taken for right');
    else await heed(found);
    heard = found;
  }

  function lookSometimes(): void {
    if (monotonic() < lookAgainAt) return;
    lookAgainAt = monotonic() + LOOK_MS;
    look().catch((error: unknown) => output.warn({ error }, 'whether an operator has confirmed the clock cannot be read: looking again'));
  }

  const clock: ConfirmableClock = {
    now: () => {
      const reading = machine.now();
      if (reading.clock === 'unconfirmed') lookSometimes();
      return reading;
    },
    sawInLog: (recordedAt, position) => {
      if (!isSetAside(position)) machine.sawInLog(recordedAt);
    },
  };
  heard = await findConfirmation(deps);
  if (heard === undefined) await showNewestTime(events, clock);
  else await heed(heard); // a clock that starts has not jumped: it is judged by the log alone
  return clock;
}
