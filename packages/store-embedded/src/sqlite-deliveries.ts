import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { FARTHEST_MS, type ClaimedDelivery, type Deliveries, type Delivery, type Outcome } from '@amana/ports/deliveries';
import { addDelivery } from './add-delivery.ts';
import { deliveryColumns, instantMs, toDelivery, type DeliveryRow } from './delivery-row.ts';
import { reading, writing } from './work-access.ts';

/**
 * Deliveries in the work file. A row that its subject's last word replaced while it was being sent keeps its claim: the
 * subject waits for that attempt, and if it reached the partner after all, the row says DELIVERED.
 *
 * A claim survives a crash of the process. A power cut may take the last ones back; the partner then gets the same alert id
 * again and drops it, as after any attempt whose answer was lost.
 */
export function createSqliteDeliveries(db: DatabaseSync): Deliveries {
  return {
    add: (deliveries) => writing(db, () => ({ added: deliveries.filter((delivery) => addDelivery(db, delivery)).length })),

    claim: ({ now, claimMs, limit, notTo = [] }) => writing(db, () => claimDue(db, { nowMs: instantMs(now), claimMs, limit, notTo })),

    settle: (alertId, claim, outcome) => writing(db, () => settleOne(db, { alertId, claim }, outcome)),

    known: (alertIds) =>
      reading(() => {
        const found = db
          .prepare('SELECT alert_id, era FROM deliveries WHERE alert_id IN (SELECT value FROM json_each(?))')
          .all(JSON.stringify(alertIds));
        return new Map(found.map((row) => [String(row['alert_id']), String(row['era'])]));
      }),

    find: (alertId) => reading(() => findOne(db, alertId)),

    unpark: (recipient, now) =>
      writing(db, () => {
        const unpark = db.prepare(
          `UPDATE deliveries SET state = 'PENDING', attempts = 0, not_before = ?, not_before_ms = ?, reason = NULL
           WHERE state = 'PARKED' AND recipient = ?`,
        );
        return Number(unpark.run(now, instantMs(now), recipient).changes);
      }),

    parked: () =>
      reading(() => {
        const found = db.prepare(
          `SELECT recipient, reason, count(*) AS n, min(created_at) AS oldest FROM deliveries
           WHERE state = 'PARKED' GROUP BY recipient, reason ORDER BY recipient, reason`,
        );
        return found.all().map((row) => ({ recipient: String(row['recipient']), reason: String(row['reason']), count: Number(row['n']), oldest: String(row['oldest']) }));
      }),

    counts: () =>
      reading(() => {
        const rows = db.prepare('SELECT state, count(*) AS n FROM deliveries GROUP BY state').all();
        const counted = Object.fromEntries(rows.map((row) => [row['state'], row['n']]));
        return { PENDING: 0, DELIVERED: 0, PARKED: 0, REPLACED: 0, ...counted };
      }),

    nextDue: () => reading(() => nextDue(db)),

    oldestPending: () =>
      reading(() => {
        const row = db.prepare("SELECT created_at FROM deliveries WHERE state = 'PENDING' ORDER BY created_at LIMIT 1").get();
        return row && String(row['created_at']);
      }),

    clear: async () => {
      await writing(db, () => db.prepare('DELETE FROM deliveries').run());
    },
  };
}

function findOne(db: DatabaseSync, alertId: string): Delivery | undefined {
  const row = db.prepare(`SELECT ${deliveryColumns} FROM deliveries WHERE alert_id = ?`).get(alertId);
  return row && toDelivery(row as DeliveryRow);
}

/**
 * The oldest pending one of each recipient and subject. Only these may be claimed, so no answer holds two of one subject. The
 * index is forced: SQLite would rather read and sort all pending ones, where claiming in their order ends at the limit.
 */
const heads = `
  FROM deliveries AS head INDEXED BY deliveries_to_claim
  WHERE head.state = 'PENDING' AND NOT EXISTS (
    SELECT 1 FROM deliveries AS older
    WHERE older.state = 'PENDING' AND older.recipient = head.recipient AND older.subject = head.subject
      AND (older.position, older.alert_id) < (head.position, head.alert_id))`;

/** When the last claim in the head's subject ends; in the past or null if nothing of the subject is being sent. */
const claimedUntil = `(
  SELECT max(claimed_until_ms) FROM deliveries AS sent
  WHERE sent.claim IS NOT NULL AND sent.recipient = head.recipient AND sent.subject = head.subject)`;

const ahead = `BETWEEN :now + 1 AND :now + ${FARTHEST_MS}`;

const claimable = `
  SELECT ${deliveryColumns} ${heads}
    AND head.not_before_ms NOT ${ahead} AND NOT EXISTS (
      SELECT 1 FROM deliveries AS sent
      WHERE sent.claim IS NOT NULL AND sent.recipient = head.recipient AND sent.subject = head.subject AND sent.claimed_until_ms ${ahead})
    AND head.recipient NOT IN (SELECT value FROM json_each(:not_to))
  ORDER BY head.priority, head.position, head.alert_id LIMIT :limit`;

type ClaimRequest = { nowMs: number; claimMs: number; limit: number; notTo: readonly string[] };

function claimDue(db: DatabaseSync, { nowMs, claimMs, limit, notTo }: ClaimRequest): ClaimedDelivery[] {
  const rows = db.prepare(claimable).all({ now: nowMs, not_to: JSON.stringify(notTo), limit });
  const take = db.prepare('UPDATE deliveries SET attempts = attempts + 1, claim = ?, claimed_until_ms = ? WHERE alert_id = ?');
  return rows.map((row) => {
    const delivery = toDelivery(row as DeliveryRow);
    const claim = randomUUID();
    take.run(claim, nowMs + claimMs, delivery.alertId);
    return { ...delivery, attempts: delivery.attempts + 1, claim };
  });
}

function settleOne(db: DatabaseSync, { alertId, claim }: { alertId: string; claim: string }, outcome: Outcome): boolean {
  const held = 'WHERE alert_id = ? AND claim = ?';
  if (outcome.state === 'DELIVERED') {
    db.prepare(`UPDATE deliveries SET state = 'DELIVERED', reason = NULL ${held}`).run(alertId, claim);
  } else {
    // Only while it is pending: one that was replaced while it was being sent stays replaced, its subject has said its last word.
    const [notBefore, dueMs] = outcome.state === 'PENDING' ? [outcome.notBefore, instantMs(outcome.notBefore)] : [null, null];
    db.prepare(
      `UPDATE deliveries SET state = ?, reason = ?, not_before = coalesce(?, not_before), not_before_ms = coalesce(?, not_before_ms)
       ${held} AND state = 'PENDING'`,
    ).run(outcome.state, outcome.reason, notBefore, dueMs, alertId, claim);
  }
  return db.prepare(`UPDATE deliveries SET claim = NULL ${held}`).run(alertId, claim).changes === 1;
}

function nextDue(db: DatabaseSync): string | undefined {
  const row = db.prepare(`SELECT min(max(head.not_before_ms, coalesce(${claimedUntil}, 0))) AS ms ${heads}`).get();
  const ms = row?.['ms'];
  return typeof ms === 'number' ? new Date(ms).toISOString() : undefined;
}
