import type { ClaimedDelivery, Deliveries, Delivery, NewDelivery } from '../../deliveries.ts';
import type { Harness } from '../harness.ts';

/** `atomicGuards`: whether two workers may claim at the same instant. */
export type DeliveriesHarness = Harness<Deliveries> & { capabilities: { atomicGuards: boolean } };
export type GetHarness = () => DeliveriesHarness;

/** So many seconds after the start of the test's day. */
export const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 1, 10) + seconds * 1_000).toISOString();

/** An alert of one referral to one agency; the alert id also names its event. */
export const alert = (alertId: string, position: number | bigint, change: Partial<NewDelivery> = {}): NewDelivery => ({
  alertId,
  eventId: `event of ${alertId}`,
  era: 'era-1',
  recipient: 'agency-1',
  channel: 'WEBHOOK',
  subject: 'referral-1',
  position: BigInt(position),
  priority: 'NORMAL',
  lastWord: false,
  content: { type: 'referral.sent', data: { referralId: 'r', parts: [1, null, 'é'] } },
  createdAt: at(0),
  ...change,
});

/** The row of an alert that nothing has happened to but `change`. */
export const row = (delivery: NewDelivery, change: Partial<Delivery> = {}): Delivery => ({
  ...delivery,
  state: 'PENDING',
  attempts: 0,
  notBefore: delivery.createdAt,
  reason: undefined,
  ...change,
});

export const idsOf = (deliveries: readonly { alertId: string }[]): string[] => deliveries.map((delivery) => delivery.alertId);

export const claimMs = 60_000;

/** Claims what may be claimed now; by default all of it. */
export const claim = (store: Deliveries, now: string, limit = 100): Promise<ClaimedDelivery[]> => store.claim({ now, claimMs, limit });

/** Claims exactly one. */
export async function claimOne(store: Deliveries, now: string): Promise<ClaimedDelivery> {
  const [first, ...more] = await claim(store, now);
  if (first === undefined || more.length > 0) throw new Error(`expected one claim, got ${more.length + (first ? 1 : 0)}`);
  return first;
}
