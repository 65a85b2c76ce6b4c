// A process of its own for a test: uses the stores, closes them while a call is under way, and must end by itself.
import { connectMongo } from '../connect-mongo.ts';

const [url = '', database = ''] = process.argv.slice(2);
const stores = await connectMongo({ url, database, callMs: 5_000 });
await stores.lease.take('relay', undefined);
const underWay = stores.rows.projections().then(
  () => 'answered',
  (error: Error) => error.name,
);
await stores.close();
await stores.close();
const later = await stores.rows.projections().catch((error: { code: string }) => error.code);
console.log(JSON.stringify({ ['underWay']: ['answered', 'PortFailure', 'StoreUnavailable'].includes(await underWay), later }));
