import { alertableTypes } from '@amana/domain/alert/alertable';
import type { RecordedEvent } from '@amana/ports/event-store';
import { isRetryable } from '@amana/ports/failures';
import { createCheckpointKeeper, type CheckpointKeeperDeps } from '../checkpoint-keeper.ts';
import { createPlanner, type PlanDeps, type PlannedAlert } from './plan-alerts.ts';
import { queueAlerts, type QueueDeps } from './queue-alerts.ts';

export type GapFillerDeps = PlanDeps &
  Omit<QueueDeps, 'sleep'> &
  CheckpointKeeperDeps & {
    readonly backoffMs: (attempt: number) => number;
    /** Resolves after so long, or as soon as the signal aborts; never rejects. */
    readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
    /** Between two passes; an hour by default. */
    readonly everyMs?: number;
    readonly batchSize?: number;
    readonly onQueued?: () => void;
  };

export type GapFillerStatus = {
  /** Failures in a row; 0 while all is well. */
  readonly failures: number;
  /** Passes to the head of the log since the start. */
  readonly passes: number;
  /** Rows that were missing or of another era, since the start. */
  readonly filled: number;
};

export type GapFiller = { run(): Promise<void>; stop(): Promise<void>; status(): GapFillerStatus };

/**
 * Compares the log with the delivery rows and adds what is missing, at the start and every hour: whatever the topic lost is alerted
 * all the same. A pass goes on from where the last one ended; it begins with the log where rows were lost (there are fewer than
 * before, or none), and in another era. Beside the consumer it may queue the same alert, which is then there once.
 */
export function createGapFiller(deps: GapFillerDeps): GapFiller {
  const aborter = new AbortController();
  const { signal } = aborter;
  const place = createCheckpointKeeper({ name: 'alert-gaps_v1', indexes: [] }, deps);
  let finished: Promise<void> | undefined;
  let status: GapFillerStatus = { failures: 0, passes: 0, filled: 0 };
  let rowsSeen = 1;

  async function start(): Promise<bigint | undefined> {
    if ((await rowsIn(deps)) < rowsSeen) await place.forget();
    return place.load();
  }

  async function pass(): Promise<void> {
    const { batchSize = 500 } = deps;
    for (let after = await start(), atHead = false; !atHead && !signal.aborted;) {
      const page = await deps.events.readLog(after, { limit: batchSize, exceptPrefixes: ['person-', 'alert-'], signal });
      const last = page.events.at(-1);
      if (last !== undefined) {
        const filled = await fillPage(page.events, deps);
        status = { ...status, filled: status.filled + filled };
        await place.move(last);
      }
      ({ next: after, atHead } = page);
    }
    rowsSeen = Math.max(1, await rowsIn(deps));
  }

  async function turn(): Promise<void> {
    try {
      await pass();
      status = { ...status, failures: 0, passes: status.passes + 1 };
      await deps.sleep(deps.everyMs ?? 3_600_000, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isRetryable(error)) throw error;
      status = { ...status, failures: status.failures + 1 };
      deps.output.warn({ error, failures: status.failures }, 'a pass over the log for missing alerts failed: trying again');
      await deps.sleep(deps.backoffMs(status.failures), signal);
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) await turn();
  }

  return {
    run: () => (finished ??= run()),
    stop: async () => {
      aborter.abort();
      await finished?.catch(() => undefined); // the failure belongs to whoever awaited run()
    },
    status: () => status,
  };
}

const rowsIn = async ({ deliveries }: GapFillerDeps): Promise<number> =>
  Object.values(await deliveries.counts()).reduce((sum, n) => sum + n, 0);

/** Each case is read once per page. In its order, so that a subject's older alert is there before its younger one. */
async function fillPage(events: readonly RecordedEvent[], deps: GapFillerDeps): Promise<number> {
  const worthy = events.filter((event) => event.stream.startsWith('case-') && alertableTypes.includes(event.type));
  const plan = createPlanner(deps);
  const planned: PlannedAlert[] = [];
  for (const [stream, own] of Map.groupBy(worthy, (event) => event.stream)) {
    planned.push(...(await plan(stream, own.at(-1)?.revision ?? 0, new Set(own.map((event) => event.id)))).planned);
  }
  const filled = await queueAlerts(planned, deps);
  if (filled > 0) deps.onQueued?.();
  return filled;
}
