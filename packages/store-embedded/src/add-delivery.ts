import type { DatabaseSync } from 'node:sqlite';
import { NOT_IN_LOG, type NewDelivery } from '@amana/ports/deliveries';
import { fromNewDelivery } from './delivery-row.ts';

const insert = `
  INSERT INTO deliveries (alert_id, event_id, era, recipient, channel, subject, position, priority, last_word, content, created_at,
                          not_before, not_before_ms, state)
  VALUES (:alert_id, :event_id, :era, :recipient, :channel, :subject, :position, :priority, :last_word, :content, :created_at,
          :not_before, :not_before_ms, 'PENDING')
  ON CONFLICT DO NOTHING`;

/** Whether a row of another era is due anew: all other ends are kept. */
const isDueAnew = `(state = 'PENDING' OR (state = 'PARKED' AND reason = '${NOT_IN_LOG}'))`;

const renew = `
  UPDATE OR IGNORE deliveries
  SET event_id = :event_id, era = :era, recipient = :recipient, channel = :channel, subject = :subject, position = :position,
      priority = :priority, last_word = :last_word, content = :content, created_at = :created_at, attempts = 0, claim = NULL, claimed_until_ms = NULL,
      not_before = iif(${isDueAnew}, :not_before, not_before), not_before_ms = iif(${isDueAnew}, :not_before_ms, not_before_ms),
      state = iif(${isDueAnew}, 'PENDING', state), reason = iif(${isDueAnew}, NULL, reason)
  WHERE alert_id = :alert_id AND era <> :era`;

const replaceOlder = `
  UPDATE deliveries SET state = 'REPLACED', reason = NULL
  WHERE recipient = ? AND subject = ? AND position < ? AND era = ? AND state IN ('PENDING', 'PARKED')`;

/** A last word that came first replaces an older one just the same: after a loss, rows are filled in later. */
const giveWayToNewer = `
  UPDATE deliveries SET state = 'REPLACED', reason = NULL
  WHERE alert_id = :alert_id AND state IN ('PENDING', 'PARKED') AND EXISTS (
    SELECT 1 FROM deliveries AS newer
    WHERE newer.recipient = :recipient AND newer.subject = :subject AND newer.position > :position AND newer.era = :era AND newer.last_word = 1
  )`;

/** MUST run in a transaction. False where it is there already, as of this era. */
export function addDelivery(db: DatabaseSync, delivery: NewDelivery): boolean {
  const row = fromNewDelivery(delivery);
  const isAdded = db.prepare(insert).run(row).changes === 1 || db.prepare(renew).run(row).changes === 1;
  if (!isAdded) return false;
  const { alertId: alert_id, recipient, subject, position, era } = delivery;
  db.prepare(giveWayToNewer).run({ alert_id, recipient, subject, position, era });
  if (delivery.lastWord) db.prepare(replaceOlder).run(recipient, subject, position, era);
  return true;
}
