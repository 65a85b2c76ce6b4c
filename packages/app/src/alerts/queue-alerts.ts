import { alertFact } from '@amana/domain/alert/events';
import type { AnyFact } from '@amana/domain/event-definition';
import { WrongRevision } from '@amana/ports/failures';
import { NOT_IN_LOG, type Deliveries, type Delivery, type NewDelivery } from '@amana/ports/deliveries';
import type { AlertHistory } from './alert-history.ts';
import type { PlannedAlert } from './plan-alerts.ts';
import { appendToAlert, recordOutcome, type AlertLogDeps } from './record-outcome.ts';

export type QueueDeps = AlertLogDeps & { readonly deliveries: Deliveries };

/**
 * Puts alerts on the way. The failure story, step by step; the caller comes again with the same alerts until all of it is done:
 * 1. AlertQueued on `alert-{id}`, expected to be its first event. A wrong revision says that it was queued before.
 * 2. Where the row is of another era, the log was restored and may lack how the alert ended: it is told, or whoever loses the rows
 *    would send it once more.
 * 3. The delivery row, at most one per alert; one of another era is renewed. A crash before it leaves an alert that the log knows and
 *    nobody sends: the message comes again, or the gap filler finds that it has no row of this era. The other order could send what
 *    the log has never heard of.
 * 4. AlertReplaced for what a last word replaced unsent. The row says so already; the log must, or a rebuild would send it.
 * A row is added also for what the log says is delivered or parked: the sender asks the log before it sends (design: a rebuild
 * alerts nobody twice). Says how many rows are new or renewed.
 */
export async function queueAlerts(planned: readonly PlannedAlert[], deps: QueueDeps): Promise<number> {
  if (planned.length === 0) return 0;
  const eras = await deps.deliveries.known(planned.map(({ delivery }) => delivery.alertId));
  const fresh = planned.filter(({ delivery }) => eras.get(delivery.alertId) !== delivery.era);
  for (const alert of fresh) {
    await sayQueued(alert, deps);
    if (eras.has(alert.delivery.alertId)) await sayEnd(alert.delivery.alertId, deps);
  }
  const { recordedAt: now } = deps.clock.now();
  const { added } = await deps.deliveries.add(fresh.map(({ delivery }) => dueAtOnce(delivery, now)));
  const affected = [...fresh.map(({ delivery }) => delivery.alertId), ...planned.flatMap(({ replaces }) => replaces)];
  for (const alertId of new Set(affected)) await sayEnd(alertId, deps);
  return added;
}

/** The event may be of a machine whose clock runs ahead, or of this one before its clock was set right: nobody waits for that time to come. */
const dueAtOnce = (delivery: NewDelivery, now: string): NewDelivery =>
  Date.parse(delivery.createdAt) > Date.parse(now) ? { ...delivery, createdAt: now } : delivery;

async function sayQueued({ delivery, queued }: PlannedAlert, deps: QueueDeps): Promise<void> {
  try {
    await appendToAlert(delivery.alertId, { head: 'no-stream', facts: [queued], causationId: delivery.eventId }, deps);
  } catch (error) {
    if (!(error instanceof WrongRevision)) throw error;
  }
}

/** Tells the log how an alert ended by its row, where it does not know. */
async function sayEnd(alertId: string, deps: QueueDeps): Promise<void> {
  const row = await deps.deliveries.find(alertId);
  if (row === undefined || row.state === 'PENDING') return;
  const at = deps.clock.now().recordedAt;
  await recordOutcome(alertId, (history) => missingEnd(row, { history, at }), deps);
}

/** A replaced one that is being sent just now may get there all the same: then AlertDelivered follows, and counts. */
function missingEnd({ state, attempts, reason }: Delivery, { history, at }: { history: AlertHistory; at: string }): readonly AnyFact[] {
  if (history.queued === undefined || history.delivered) return [];
  if (state === 'DELIVERED') return [alertFact('AlertDelivered', { attempt: Math.max(1, attempts), at })];
  if (history.replaced) return [];
  if (state === 'REPLACED') return [alertFact('AlertReplaced', { at })];
  const isParked = state === 'PARKED' && reason !== undefined && reason !== NOT_IN_LOG && history.parked === undefined;
  return isParked ? [alertFact('AlertParked', { reason, at })] : [];
}
