// Appends to the log named by its argument, in a process whose files may not grow beyond a limit, until a commit fails.
// Then makes room by moving the WAL into the file, sends the same appends again, and goes on. Says what happened as JSON.
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '@amana/ports/failures';
import { createSqliteEventStore } from '../sqlite-event-store.ts';

const path = process.argv[2] ?? '';
const store = createSqliteEventStore({ path });
const makeAppends = (round: number) =>
  [0, 1, 2, 3].map((n) => ({
    stream: `case-${round}-${n}`,
    events: [{ id: crypto.randomUUID(), type: 'SomethingHappened', data: { text: 'x'.repeat(50_000) }, metadata: {} }],
  }));

async function sendAll(appends: ReturnType<typeof makeAppends>) {
  const outcomes = await Promise.allSettled(appends.map(({ stream, events }) => store.append(stream, 'no-stream', events)));
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return 'stored';
    const { reason } = outcome as { reason: unknown };
    return reason instanceof StoreUnavailable ? { written: reason.written, message: reason.message } : { bug: String(reason) };
  });
}

let round = 0;
let appends = makeAppends(round);
let outcomes = await sendAll(appends);
while (round < 1_000 && outcomes.every((outcome) => outcome === 'stored')) {
  appends = makeAppends((round += 1));
  outcomes = await sendAll(appends);
}
const failed = { outcomes, visible: await Promise.all(appends.map(async ({ stream }) => (await store.readStream(stream)).head)) };
const beside = new DatabaseSync(path);
beside.exec('PRAGMA wal_checkpoint(TRUNCATE)');
beside.close();
const again = await sendAll(appends);
const more = await sendAll(makeAppends((round += 1)));
console.log(JSON.stringify({ failed, again, more, rounds: round + 1 })); // the answer that the test reads
store.close();
