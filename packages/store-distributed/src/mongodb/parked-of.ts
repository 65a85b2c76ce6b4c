import type { ParkedDeliveries } from '@amana/ports/deliveries';
import type { DeliveryDocument } from './delivery-document.ts';

type ParkedDocument = Pick<DeliveryDocument, 'recipient' | 'reason' | 'createdAt'>;

/** Counted here and not by the engine: not every one that speaks the protocol knows `$min` in a group. */
export function parkedOf(documents: readonly ParkedDocument[]): ParkedDeliveries[] {
  const groups = Map.groupBy(documents, ({ recipient, reason }) => JSON.stringify([recipient, reason]));
  const counted = [...groups.values()].map((group) => {
    const [{ recipient, reason }] = group as [ParkedDocument];
    const oldest = group.map(({ createdAt }) => createdAt).reduce((a, b) => (a < b ? a : b));
    return { recipient, reason: reason ?? '', count: group.length, oldest };
  });
  return counted.toSorted((a, b) => order(a.recipient, b.recipient) || order(a.reason, b.reason));
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
