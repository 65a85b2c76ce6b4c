import { alertFact } from '@amana/domain/alert/events';
import { WrongRevision } from '@amana/ports/failures';
import type { Deliveries } from '@amana/ports/deliveries';
import type { PlannedAlert } from './plan-alerts.ts';
import { appendToAlert, recordOutcome, type AlertLogDeps } from './record-outcome.ts';

export type QueueDeps = AlertLogDeps & { readonly deliveries: Deliveries };

/**
 * Puts alerts on the way. The failure story, step by step; the caller comes again with the same alerts until all of it is done:
 * 1. AlertQueued on `alert-{id}`, expected to be its first event. A wrong revision says that it was queued before.
 * 2. The delivery row, at most one per alert. A crash before it leaves an alert that the log knows and nobody sends: the message
 *    comes again, or the gap filler finds that it has no row. The other order could send what the log has never heard of.
 * 3. AlertReplaced for what a last word replaced unsent. The row says so already; the log must, or a rebuild would send it.
 * A row is added also for what the log says is delivered or parked: the sender asks the log before it sends (design: a rebuild
 * alerts nobody twice). Says how many rows are new.
 */
export async function queueAlerts(planned: readonly PlannedAlert[], deps: QueueDeps): Promise<number> {
  if (planned.length === 0) return 0;
  const known = await deps.deliveries.known(planned.map(({ delivery }) => delivery.alertId));
  const fresh = planned.filter(({ delivery }) => !known.has(delivery.alertId));
  for (const alert of fresh) await sayQueued(alert, deps);
  const { added } = await deps.deliveries.add(fresh.map(({ delivery }) => delivery));
  const affected = [...fresh.map(({ delivery }) => delivery.alertId), ...planned.flatMap(({ replaces }) => replaces)];
  for (const alertId of new Set(affected)) await sayReplaced(alertId, deps);
  return added;
}

async function sayQueued({ delivery, queued }: PlannedAlert, deps: QueueDeps): Promise<void> {
  try {
    await appendToAlert(delivery.alertId, { head: 'no-stream', facts: [queued], causationId: delivery.eventId }, deps);
  } catch (error) {
    if (!(error instanceof WrongRevision)) throw error;
  }
}

/** One that is being sent just now may get there all the same: then AlertDelivered follows, and counts. */
async function sayReplaced(alertId: string, deps: QueueDeps): Promise<void> {
  const row = await deps.deliveries.find(alertId);
  if (row?.state !== 'REPLACED') return;
  const at = deps.clock.now().recordedAt;
  await recordOutcome(alertId, ({ delivered, replaced }) => (delivered || replaced ? [] : [alertFact('AlertReplaced', { at })]), deps);
}
