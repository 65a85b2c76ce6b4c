import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { connectMongo } from '@amana/store-distributed/mongodb';
import type { DistributedSystem } from '../testing/distributed-system.ts';
import { wholeLog } from '../testing/log-of.ts';
import { allRowsOf, freshRowsOf } from './same-rows.ts';

/** The log as it stands, the rows that the system made of it, and what a fresh fold makes. */
export async function leftOnEngines({ eventStore, mongodb }: Pick<DistributedSystem, 'eventStore' | 'mongodb'>) {
  const log = connectEventStoreDb({ url: eventStore.address });
  const mongo = await connectMongo({ url: mongodb });
  try {
    const events = await wholeLog(log.events);
    return { events, rows: await allRowsOf(events, mongo.rows), fresh: await freshRowsOf(events, log.events) };
  } finally {
    await mongo.close();
    await log.close();
  }
}
