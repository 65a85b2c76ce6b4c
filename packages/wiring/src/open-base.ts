import { openConfirmableClock } from '@amana/app/clock/confirmable-clock';
import { findLog, openLog, type LogPurpose, type OpenLog, type OpenLogDeps } from '@amana/app/open-log';
import { showNewestTime } from '@amana/app/show-newest-time';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { createClock, systemClockSource } from '@amana/platform/clock';
import type { Log } from '@amana/platform/logger';
import type { EventStore } from '@amana/ports/event-store';
import { isRetryable, PortFailure } from '@amana/ports/failures';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { tools } from './tools.ts';

export type BaseStores = {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  /** What to do where the read models were made from another log than this one. */
  readonly checkLog: (log: OpenLog, deps: OpenLogDeps & { readonly rows: ReadModelStore }) => Promise<OpenLog>;
};

export type BaseOptions<Stores extends BaseStores> = {
  readonly purpose: LogPurpose;
  readonly stores: Stores;
  readonly output: Log;
  /** An empty log is made by whoever takes commands; the others wait until it is there. */
  readonly makesLog: boolean;
};

const PATIENCE_MS = 60_000;
/** Much less than a confirmation holds for. */
const LOOK_AT_CLOCK_MS = 10_000;

/**
 * What every part of a process shares: stores, the log and its era, and a clock that hears of an operator's confirmation. Engines that do not answer yet are waited for, a minute
 * at most. Throws what the stores throw, and LOG_MISSING.
 */
export async function openBase<Stores extends BaseStores>({ purpose, stores, output, makesLog }: BaseOptions<Stores>) {
  const machine = createClock(systemClockSource);
  const deps = { events: stores.events, rows: stores.rows, newId: tools.newId, clock: machine };
  const { log, clock } = await withPatience(output, async () => {
    await showNewestTime(stores.events, machine); // before anything is written: what this start says of a restore has a time, too
    const found = makesLog ? await openLog(purpose, deps) : await findLog(purpose, deps);
    if (found === undefined) throw new PortFailure('LOG_MISSING', 'nobody has made this log yet: start case-api, or check AMANA_EVENTSTORE_URL', { retryable: true });
    const checked = await stores.checkLog(found, deps);
    return { log: checked, clock: await openConfirmableClock(machine, { ...deps, log: checked, output, monotonic: tools.monotonic }) };
  });
  setInterval(() => clock.now(), LOOK_AT_CLOCK_MS).unref(); // a process that nobody asks anything hears of a confirmation, too
  return { ...tools, ...stores, log, output, clock, definitions, era: () => log.era };
}

async function withPatience<T>(output: Log, attempt: () => Promise<T>): Promise<T> {
  const began = tools.monotonic();
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRetryable(error) || tools.monotonic() - began > PATIENCE_MS) throw error;
      output.warn({ error, tries }, 'the stores are not ready: trying again');
      await tools.sleep(tools.backoffMs(tries));
    }
  }
}
