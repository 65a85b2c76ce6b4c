import type { Delivery, DeliveryPriority, NewDelivery } from '@amana/ports/deliveries';
import { NotStorable } from '@amana/ports/failures';
import type { JsonObject } from '@amana/ports/json';

/** Place of a priority in the order of claiming. */
const priorities: readonly DeliveryPriority[] = ['EMERGENCY', 'URGENT', 'NORMAL'];

/** A delivery as it lies in its collection. */
export type DeliveryDocument = Omit<Delivery, 'alertId' | 'priority' | 'content' | 'reason'> & {
  /** The alert id. */
  _id: string;
  priority: number;
  /** JSON: what is sent comes back as it was, whatever it holds. */
  content: string;
  notBeforeMs: number;
  reason: string | null;
  /** The newest claim until it is settled, be it in time or not. */
  claim: string | null;
  claimedUntilMs: number;
  /** Unique: the subject's for the one that is claimed, else its own. */
  slot: string;
};

/** Of the one delivery of its recipient and subject that is being sent. */
export const heldSlot = ({ recipient, subject }: Pick<Delivery, 'recipient' | 'subject'>): string =>
  `held ${JSON.stringify([recipient, subject])}`;

/** Of any other. */
export const freeSlot = (alertId: string): string => `free ${alertId}`;

export const toDelivery = (document: DeliveryDocument): Delivery => ({
  alertId: document._id,
  eventId: document.eventId,
  era: document.era,
  recipient: document.recipient,
  channel: document.channel,
  subject: document.subject,
  position: document.position,
  priority: priorities[document.priority] ?? 'NORMAL',
  lastWord: document.lastWord,
  content: JSON.parse(document.content) as JsonObject,
  createdAt: document.createdAt,
  state: document.state,
  attempts: document.attempts,
  notBefore: document.notBefore,
  reason: document.reason ?? undefined,
});

/** A new one, due at once. Throws NotStorable for an instant that is none. */
export const toDeliveryDocument = (delivery: NewDelivery): DeliveryDocument => ({
  _id: delivery.alertId,
  eventId: delivery.eventId,
  era: delivery.era,
  recipient: delivery.recipient,
  channel: delivery.channel,
  subject: delivery.subject,
  position: delivery.position,
  priority: priorities.indexOf(delivery.priority),
  lastWord: delivery.lastWord,
  content: JSON.stringify(delivery.content),
  createdAt: delivery.createdAt,
  state: 'PENDING',
  attempts: 0,
  notBefore: delivery.createdAt,
  notBeforeMs: instantMs(delivery.createdAt),
  reason: null,
  claim: null,
  claimedUntilMs: 0,
  slot: freeSlot(delivery.alertId),
});

/** Instants are compared as numbers: as texts, `10:00:00Z` stands behind `10:00:00.500Z`. */
export function instantMs(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new NotStorable('an instant of a delivery is not ISO 8601');
  return ms;
}
