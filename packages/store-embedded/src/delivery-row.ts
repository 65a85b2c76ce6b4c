import type { SQLInputValue } from 'node:sqlite';
import type { Delivery, DeliveryPriority, DeliveryState, NewDelivery } from '@amana/ports/deliveries';
import { NotStorable } from '@amana/ports/failures';
import type { JsonObject } from '@amana/ports/json';

/** Place of a priority in the order of claiming. */
const priorities: readonly DeliveryPriority[] = ['EMERGENCY', 'URGENT', 'NORMAL'];

/** The position leaves SQLite as text: a number would be rounded beyond 2^53. */
export const deliveryColumns = `alert_id, event_id, era, recipient, channel, subject, CAST(position AS TEXT) AS position, priority, last_word,
  content, created_at, state, attempts, not_before, reason`;

export type DeliveryRow = {
  alert_id: string;
  event_id: string;
  era: string;
  recipient: string;
  channel: Delivery['channel'];
  subject: string;
  position: string;
  priority: number;
  last_word: number;
  content: string;
  created_at: string;
  state: DeliveryState;
  attempts: number;
  not_before: string;
  reason: string | null;
};

export const toDelivery = (row: DeliveryRow): Delivery => ({
  alertId: row.alert_id,
  eventId: row.event_id,
  era: row.era,
  recipient: row.recipient,
  channel: row.channel,
  subject: row.subject,
  position: BigInt(row.position),
  priority: priorities[row.priority] ?? 'NORMAL',
  lastWord: row.last_word === 1,
  content: JSON.parse(row.content) as JsonObject,
  createdAt: row.created_at,
  state: row.state,
  attempts: row.attempts,
  notBefore: row.not_before,
  reason: row.reason ?? undefined,
});

/** The columns of a new row by name, due at once. */
export const fromNewDelivery = (delivery: NewDelivery): Record<string, SQLInputValue> => ({
  alert_id: delivery.alertId,
  event_id: delivery.eventId,
  era: delivery.era,
  recipient: delivery.recipient,
  channel: delivery.channel,
  subject: delivery.subject,
  position: delivery.position,
  priority: priorities.indexOf(delivery.priority),
  last_word: delivery.lastWord ? 1 : 0,
  content: JSON.stringify(delivery.content),
  created_at: delivery.createdAt,
  not_before: delivery.createdAt,
  not_before_ms: instantMs(delivery.createdAt),
});

/** Instants are compared as numbers: as texts, `10:00:00Z` stands behind `10:00:00.500Z`. */
export function instantMs(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new NotStorable('an instant of a delivery is not ISO 8601');
  return ms;
}
