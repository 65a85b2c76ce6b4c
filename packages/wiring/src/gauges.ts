import { allProjections } from '@amana/app/all-projections';
import { projectionName } from '@amana/domain/projections/projection';
import type { Metrics } from '@amana/platform/metrics';
import type { Deliveries } from '@amana/ports/deliveries';
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

export function gaugeDeliveries(metrics: Metrics, deliveries: Deliveries): void {
  metrics.gauge({ name: 'amana_deliveries', help: 'Alerts by state of their delivery', label: 'state' }, () => deliveries.counts());
}

export function gaugeMissingKeys(metrics: Metrics, missing: () => number): void {
  metrics.gauge({ name: 'amana_missing_keys', help: 'Keys that events name and the keyring has not', label: 'keyring' }, async () => ({ file: missing() }));
}
