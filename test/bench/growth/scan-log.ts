// Reads a whole log through the port in a process of its own, and says what that took of memory: scan-log.ts <log.db>
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';

const [path = ''] = process.argv.slice(2);
const megabytes = (): number => process.memoryUsage.rss() / 1e6;
const store = createSqliteEventStore({ path, readOnly: true });
const before = megabytes();
let [events, most] = [0, before];
let after: bigint | undefined;
for (let atHead = false; !atHead; ) {
  const page = await store.readLog(after, { limit: 1_000 });
  [after, atHead, events] = [page.next, page.atHead, events + page.events.length];
  most = Math.max(most, megabytes());
}
store.close();
console.log(JSON.stringify({ events, before, most }));
