import { allProjections } from '@amana/app/all-projections';
import type { LogLoopStatus } from '@amana/app/log-loop';
import { waitingSeconds, type WaitingDeps } from '@amana/app/reading/waiting-seconds';
import { projectionName } from '@amana/domain/projections/projection';
import type { Health } from '@amana/platform/health';
import type { Metrics } from '@amana/platform/metrics';
import type { Deliveries } from '@amana/ports/deliveries';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';

// What an operator watches beside requests; each service has those of its own work.

/** Of the builds that are read and are there: one that its holder has not begun yet has nothing parked. */
export function gaugeParked(metrics: Metrics, rows: ReadModelStore): void {
  const liveBuild = async (projection: (typeof allProjections)[number]) => [projection.name, (await rows.live(projectionName(projection))).build] as const;
  const parked = async () => {
    const made = new Set(await rows.projections());
    const live = await Promise.all(allProjections.map(liveBuild));
    const counts = live.filter(([, build]) => made.has(build)).map(async ([name, build]) => [name, await rows.count(build, [{ key: 'parked', is: true }])] as const);
    return Object.fromEntries(await Promise.all(counts));
  };
  metrics.gauge({ name: 'amana_parked_streams', help: 'Streams that a projection could not apply', label: 'projection' }, parked);
}

type Clock = WaitingDeps['clock'];

export function gaugeDeliveries(metrics: Metrics, { deliveries, clock }: { readonly deliveries: Deliveries; readonly clock: Clock }): void {
  metrics.gauge({ name: 'amana_deliveries', help: 'Alerts by state of their delivery', label: 'state' }, () => deliveries.counts());
  metrics.gauge({ name: 'amana_deliveries_oldest_seconds', help: 'Age of the oldest alert that is not delivered yet; 0 where none waits', label: 'state' }, async () => {
    const created = await deliveries.oldestPending();
    return { PENDING: created === undefined ? 0 : Math.max(0, (Date.parse(clock.now().recordedAt) - Date.parse(created)) / 1_000) };
  });
}

export function gaugeMissingKeys(metrics: Metrics, missing: () => number): void {
  metrics.gauge({ name: 'amana_missing_keys', help: 'Keys that events name and the keyring has not', label: 'keyring' }, async () => ({ file: missing() }));
}

export function gaugeLog(metrics: Metrics, events: Pick<EventStore, 'head'>): void {
  const head = async () => ({ events: Number((await events.head()) ?? 0n) });
  metrics.gauge({ name: 'amana_log_head', help: 'Place of the newest event: it only tells whether the log grows', label: 'log' }, head);
}

/** Of a worker that may run in several processes: who leads, and how far behind the leader is. Only one that has begun is behind. */
export function gaugeWorkers(metrics: Metrics, workers: readonly WatchedWorker[], deps: WaitingDeps): void {
  const leads = workers.map(({ name, loop, leads: isLeading = () => loop?.() !== undefined }) => [name, isLeading] as const);
  metrics.gauge({ name: 'amana_worker_leads', help: '1 where this process does the work, 0 where it stands by', label: 'worker' }, async () =>
    Object.fromEntries(leads.map(([name, isLeading]) => [name, isLeading() ? 1 : 0])),
  );
  metrics.gauge({ name: 'amana_worker_lag_seconds', help: 'For how long the oldest event that the worker has not handled has been waiting', label: 'worker' }, async () => {
    const places = workers.flatMap(({ name, loop }) => {
      const position = loop?.()?.position;
      return position === undefined ? [] : [[name, position] as const];
    });
    return Object.fromEntries(await Promise.all(places.map(async ([name, position]) => [name, await waitingSeconds(position, deps)] as const)));
  });
}

/** `loop` of those that follow the log, `leads` of those that do not. */
export type WatchedWorker = { readonly name: string; readonly loop?: () => LogLoopStatus | undefined; readonly leads?: () => boolean };

/** What `/readyz` says, as numbers. */
export function gaugeChecks(metrics: Metrics, health: Pick<Health, 'outcomes'>): void {
  metrics.gauge({ name: 'amana_check_ok', help: '1 where a check of the readiness page is well, 0 where it is not', label: 'check' }, async () =>
    Object.fromEntries((await health.outcomes()).map(({ name, ok }) => [name, ok ? 1 : 0])),
  );
}
