import { MongoBulkWriteError } from 'mongodb';
import type { Deliveries, DeliveryState, NewDelivery, Outcome } from '@amana/ports/deliveries';
import { claimDeliveries, findWaiting } from './claim-deliveries.ts';
import { deliveryCollection, type DeliveryCollection } from './delivery-collection.ts';
import { freeSlot, instantMs, toDelivery, toDeliveryDocument, type DeliveryDocument } from './delivery-document.ts';
import type { EngineCalls } from './engine-calls.ts';
import { headsOf } from './heads-of.ts';
import { hasDuplicatesOnly } from './mongo-failure.ts';
import { renewDelivery } from './renew-delivery.ts';
import { parkedOf } from './parked-of.ts';
import { replaceOlder } from './replace-older.ts';

const states: readonly DeliveryState[] = ['PENDING', 'DELIVERED', 'PARKED', 'REPLACED'];

/**
 * Deliveries in MongoDB, one document each in the collection `deliveries`. Safe for several notifiers at once where the engine filters
 * and writes in one step (`claim-deliveries` says why); on FerretDB 1 one notifier may run.
 *
 * As on any adapter, a delivery that its subject's last word replaced while it was being sent keeps its claim: the subject waits for
 * that attempt, and if it reached the partner after all, the document says DELIVERED.
 */
export function createMongoDeliveries(engine: EngineCalls, monotonic = () => performance.now()): Deliveries {
  const deliveries = deliveryCollection(engine, monotonic);

  return {
    add: (added) => addAll(added, deliveries),

    claim: async ({ now, claimMs, limit, notTo = [] }) => claimDeliveries({ nowMs: instantMs(now), claimMs, limit, notTo }, deliveries),

    settle: (alertId, claim, outcome) => settleOne({ _id: alertId, claim }, outcome, deliveries),

    known: async (alertIds) => {
      const found = await deliveries.read((all) => all.find({ _id: { $in: [...alertIds] } }, { projection: { era: 1 } }).toArray());
      return new Map(found.map(({ _id, era }) => [_id, era]));
    },

    find: async (alertId) => {
      const found = await deliveries.read((all) => all.findOne({ _id: alertId }));
      return found === null ? undefined : toDelivery(found);
    },

    unpark: async (recipient, now) => {
      const due = { state: 'PENDING', attempts: 0, notBefore: now, notBeforeMs: instantMs(now), reason: null } as const;
      const unparked = await deliveries.write((all) => all.updateMany({ state: 'PARKED', recipient }, { $set: due }));
      return unparked.modifiedCount;
    },

    parked: async () => {
      const found = await deliveries.read((all) => all.find({ state: 'PARKED' }, { projection: { recipient: 1, reason: 1, createdAt: 1 } }).toArray());
      return parkedOf(found);
    },

    counts: async () => {
      const counted = states.map(async (state) => [state, await deliveries.read((all) => all.countDocuments({ state }))] as const);
      return Object.fromEntries(await Promise.all(counted)) as Record<DeliveryState, number>;
    },

    nextDue: async () => {
      const times = headsOf(await findWaiting(deliveries)).map(({ fromMs }) => fromMs);
      return times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.min(a, b))).toISOString();
    },

    oldestPending: async () => {
      const [oldest] = await deliveries.read((all) => all.find({ state: 'PENDING' }, { projection: { createdAt: 1 } }).sort({ createdAt: 1 }).limit(1).toArray());
      return oldest?.createdAt;
    },

    clear: async () => {
      await deliveries.write((all) => all.deleteMany({}));
    },
  };
}

async function addAll(added: readonly NewDelivery[], deliveries: DeliveryCollection): Promise<{ added: number }> {
  if (added.length === 0) return { added: 0 };
  const documents = firstOfEach(added.map(toDeliveryDocument));
  const known = await deliveries.write(async (all) => {
    try {
      await all.insertMany(documents, { ordered: false });
      return [];
    } catch (error) {
      if (error instanceof MongoBulkWriteError && hasDuplicatesOnly(error)) return [error.writeErrors].flat().map(({ index }) => index);
      throw error;
    }
  });
  let renewed = 0;
  for (const index of known) if (await renewDelivery(documents[index], deliveries)) renewed += 1;
  await replaceOlder(added, deliveries);
  return { added: documents.length - known.length + renewed };
}

/** The inserts have no order: of one alert twice the first must be the one that is kept. */
function firstOfEach(documents: readonly DeliveryDocument[]): DeliveryDocument[] {
  const ids = new Set<string>();
  const events = new Set<string>();
  return documents.filter(({ _id, eventId, recipient, channel }) => {
    const event = JSON.stringify([eventId, recipient, channel]);
    const isNew = !ids.has(_id) && !events.has(event);
    ids.add(_id);
    events.add(event);
    return isNew;
  });
}

/** Each update asks for the claim again: so of two reports with one claim, and of an old and a new claim, one is taken. */
async function settleOne(held: { _id: string; claim: string }, outcome: Outcome, deliveries: DeliveryCollection): Promise<boolean> {
  const end = { claim: null, claimedUntilMs: 0, slot: freeSlot(held._id) };
  const settled = async (filter: Partial<DeliveryDocument>, change: Partial<DeliveryDocument>): Promise<boolean> =>
    (await deliveries.write((all) => all.updateOne({ ...held, ...filter }, { $set: { ...change, ...end } }))).matchedCount === 1;

  if (outcome.state === 'DELIVERED') return settled({}, { state: 'DELIVERED', reason: null });
  const { state, reason } = outcome;
  const later = outcome.state === 'PENDING' ? { notBefore: outcome.notBefore, notBeforeMs: instantMs(outcome.notBefore) } : {};
  if (await settled({ state: 'PENDING' }, { state, reason, ...later })) return true;
  return settled({}, {}); // it was replaced while it was being sent, and stays so: its subject has said its last word
}
