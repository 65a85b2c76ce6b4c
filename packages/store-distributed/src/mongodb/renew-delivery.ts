import type { Filter } from 'mongodb';
import { NOT_IN_LOG } from '@amana/ports/deliveries';
import type { DeliveryCollection } from './delivery-collection.ts';
import type { DeliveryDocument } from './delivery-document.ts';
import { isDuplicateKey } from './mongo-failure.ts';

/** Whose end another era does not keep. */
const isDueAnew: Filter<DeliveryDocument> = { $or: [{ state: 'PENDING' }, { state: 'PARKED', reason: NOT_IN_LOG }] };

/**
 * Puts what a document of another era says anew in its place, and takes it from whoever had claimed it. False where it is of this era
 * already, or another alert of its event stands there. Two updates, each of which asks for the other era again: what ended in between
 * keeps its end.
 */
export async function renewDelivery(made: DeliveryDocument | undefined, deliveries: DeliveryCollection): Promise<boolean> {
  if (made === undefined) return false;
  const { _id, era, state, notBefore, notBeforeMs, reason, ...rest } = made;
  const update = (filter: Filter<DeliveryDocument>, change: Partial<DeliveryDocument>): Promise<boolean> =>
    deliveries.write(async (all) => {
      try {
        return (await all.updateOne({ _id, era: { $ne: era }, ...filter }, { $set: { ...rest, era, ...change } })).matchedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    });
  return (await update(isDueAnew, { state, notBefore, notBeforeMs, reason })) || update({}, {});
}
