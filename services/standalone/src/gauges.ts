import { allProjections } from '@amana/app/all-projections';
import { projectionName } from '@amana/domain/projections/projection';
import type { NotifierComponent } from '@amana/notifier/component';
import type { Metrics } from '@amana/platform/metrics';
import type { ReadModelStore } from '@amana/ports/read-model-store';

export type Measured = { readonly rows: ReadModelStore; readonly notifier: NotifierComponent; readonly missingKeys: () => number };

/** What an operator watches beside requests: parked cases, alerts by state, keys that the log names and the keyring has not. */
export function addGauges(metrics: Metrics, { rows, notifier, missingKeys }: Measured): void {
  const parked = async () => {
    const counts = allProjections.map(async (projection) => [projection.name, await rows.count(projectionName(projection), [{ key: 'parked', is: true }])] as const);
    return Object.fromEntries(await Promise.all(counts));
  };
  metrics.gauge({ name: 'amana_parked_streams', help: 'Streams that a projection could not apply', label: 'projection' }, parked);
  metrics.gauge({ name: 'amana_deliveries', help: 'Alerts by state of their delivery', label: 'state' }, async () => (await notifier.status()).deliveries);
  metrics.gauge({ name: 'amana_missing_keys', help: 'Keys that events name and the keyring has not', label: 'keyring' }, async () => ({ file: missingKeys() }));
}
