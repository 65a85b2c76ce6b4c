// A process that does everything once and then has nothing more to do: it must end by itself.
import { connectEventStoreDb } from '../connect-event-store-db.ts';

const { events, access, close } = connectEventStoreDb({ url: process.argv[2] ?? '' });
const waiting = events.waitForMore(undefined, { timeoutMs: 600_000 });
await events.append('case-1', 'no-stream', [{ id: crypto.randomUUID(), type: 'SomethingHappened', data: {}, metadata: {} }]);
await waiting;
const position = await events.head();
await events.readLog(undefined, { limit: 10 });
const more = Promise.all([events, access].map((store) => store.waitForMore(position, { timeoutMs: 600_000 })));
await new Promise((resolve) => setTimeout(resolve, 100));
await close();
await more;
