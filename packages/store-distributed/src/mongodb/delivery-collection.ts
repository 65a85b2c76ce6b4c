import type { Collection, Db } from 'mongodb';
import type { DeliveryDocument } from './delivery-document.ts';
import type { EngineCalls } from './engine-calls.ts';
import { makeIndexes, type NamedIndex } from './make-indexes.ts';

export type DeliveryCollection = {
  read<T>(call: (all: Collection<DeliveryDocument>) => Promise<T>): Promise<T>;
  write<T>(call: (all: Collection<DeliveryDocument>) => Promise<T>): Promise<T>;
};

const indexes: readonly NamedIndex[] = [
  { name: 'once_per_event', key: { eventId: 1, recipient: 1, channel: 1 }, unique: true },
  { name: 'one_claim_per_subject', key: { slot: 1 }, unique: true },
  { name: 'of_subject', key: { recipient: 1, subject: 1, position: 1 } },
  { name: 'by_state', key: { state: 1, recipient: 1 } },
  { name: 'by_turn', key: { state: 1, priority: 1, position: 1 } },
  { name: 'claimed', key: { claim: 1 } },
];

const allIn = (db: Db): Collection<DeliveryDocument> => db.collection<DeliveryDocument>('deliveries');

/** An engine may lose everything while this process runs: then a write makes the collection anew, without its indexes. */
const LOOK_AGAIN_MS = 60_000;

/** The collection `deliveries`. No call passes before its indexes are there: the unique ones carry the promises of the port. */
export function deliveryCollection(engine: EngineCalls, monotonic: () => number): DeliveryCollection {
  let indexed: Promise<void> | undefined;
  let lookedAt = 0;

  async function ready(): Promise<void> {
    if (monotonic() - lookedAt > LOOK_AGAIN_MS) indexed = undefined;
    if (indexed === undefined) {
      lookedAt = monotonic();
      indexed = makeIndexes('deliveries', indexes, engine);
    }
    try {
      await indexed;
    } catch (error) {
      indexed = undefined; // the next call tries again
      throw error;
    }
  }

  return {
    read: async (call) => {
      await ready();
      return engine.read((db) => call(allIn(db)));
    },
    write: async (call) => {
      await ready();
      return engine.write((db) => call(allIn(db)));
    },
  };
}
