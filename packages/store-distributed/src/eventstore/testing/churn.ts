// Cuts a server off again and again while eight writers append and one reader follows. In long form by hand, as a
// command-line program that prints its findings and ends with 1 where anything went wrong:
//   node --conditions=amana-source packages/store-distributed/src/eventstore/testing/churn.ts 150 [seed]
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProtocolServer, type ProtocolServer } from '@amana/engines/eventstore';
import type { AppendResult, EventStore, ExpectedRevision, NewEvent, RecordedEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { connectEventStoreDb } from '../connect-event-store-db.ts';

type Acknowledged = { stream: string; first: number; events: NewEvent[]; answer: AppendResult };

export type ChurnReport = {
  cuts: number;
  /** Events that were acknowledged, that stand in the log, and that the reader saw, each as `stream@revision id position`, in log order. */
  acknowledged: string[];
  stored: string[];
  seen: string[];
  /** Calls that failed and were repeated. */
  repeated: number;
  /** Whatever a call was rejected with that was no StoreUnavailable. */
  strange: string[];
  slowestMs: number;
  /** Calls that the server still had under way after both clients were closed. */
  leftOpen: number;
};

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Not from the contract's fixtures: those need jest, and this also runs by hand. */
const newEvents = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: crypto.randomUUID(),
    type: 'SomethingHappened',
    data: { index },
    metadata: { schemaVersion: 1 },
  }));

const line = (event: Omit<RecordedEvent, 'type' | 'data' | 'metadata'>): string =>
  `${event.stream}@${event.revision} ${event.id} ${event.position}`;

export async function churn(cuts: number, seed: number): Promise<ChurnReport> {
  const random = createRandom(seed);
  const server = await startProtocolServer();
  const options = { url: server.url, appendTimeoutMs: 2_000, readTimeoutMs: 2_000, silenceMs: 300 };
  const [writing, reading] = [connectEventStoreDb(options), connectEventStoreDb(options)];
  const report = { repeated: 0, strange: [] as string[], slowestMs: 0 };
  const all: Acknowledged[] = [];
  const run = { isOver: false };

  /** Repeats until there is an answer, as the callers of the port do, but without an end: the server always comes back. */
  async function surely<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      const started = performance.now();
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) {
          report.strange.push(String(error));
          throw error;
        }
        report.repeated += 1;
        await sleep(2 + random() * 8);
      } finally {
        report.slowestMs = Math.max(report.slowestMs, performance.now() - started);
      }
    }
  }
  async function write(stream: string): Promise<void> {
    let expected = 'no-stream' as ExpectedRevision;
    while (!run.isOver && report.strange.length === 0) {
      const append = { expected, events: newEvents(1 + Math.floor(random() * 3)) };
      const answer = await surely<AppendResult>(() => writing.events.append(stream, append.expected, append.events));
      all.push({ stream, first: append.expected === 'no-stream' ? 0 : append.expected + 1, events: append.events, answer });
      expected = answer.revision;
    }
  }
  const writers = Promise.all(Array.from({ length: 8 }, (_, n) => write(`churn-${n}`)));
  const reader = follow(reading.events, surely, () => run.isOver);
  await cut(server, cuts, random);
  run.isOver = true;
  await writers;
  const seen = await reader;
  await Promise.all([writing.close(), reading.close()]);
  await sleep(50); // a cancelled call takes a moment to reach the server
  const leftOpen = server.openCalls();
  server.kill();
  const stored = server.log.events
    .filter(({ stream }) => !stream.startsWith('$'))
    .map((record) => line({ ...record, revision: Number(record.revision) }));
  return { ...report, cuts, acknowledged: linesOf(all, stored), stored, seen: seen.map(line), leftOpen };
}

/** In the order of the log. The position of an append is that of its last event; of the others only that they are stored is known. */
function linesOf(all: readonly Acknowledged[], stored: readonly string[]): string[] {
  const places = new Map(stored.map((text) => [text.split(' ')[1], text]));
  const lines = all.flatMap(({ stream, first, events, answer }) =>
    events.map(({ id }, index) => {
      const isLast = index === events.length - 1;
      const position = isLast ? String(answer.position) : (places.get(id)?.split(' ')[2] ?? 'lost');
      return `${stream}@${first + index} ${id} ${position}`;
    }),
  );
  return lines.sort((a, b) => Number(a.split(' ')[2]) - Number(b.split(' ')[2]));
}

/** As a worker does. Ends at the head, once the writers are done. */
async function follow(
  store: EventStore,
  surely: <T>(call: () => Promise<T>) => Promise<T>,
  isOver: () => boolean,
): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  for (let after: bigint | undefined; ;) {
    const wasOver = isOver();
    const page = await surely(() => store.readLog(after, { limit: 50 }));
    seen.push(...page.events);
    after = page.next;
    if (page.atHead && wasOver) return seen;
    if (page.atHead) await store.waitForMore(after, { timeoutMs: 200 });
  }
}

/** Each cut is a kill and a restart on the same log; between them calls are ended in the middle, in good order or not. */
async function cut(server: ProtocolServer, cuts: number, random: () => number): Promise<void> {
  for (let done = 0; done < cuts; done++) {
    await sleep(20 + random() * 40);
    if (random() < 0.3) server.faults.endCalls(random() < 0.5 ? {} : { status: { code: 14, details: 'Connection dropped' } });
    await sleep(random() * 20);
    server.kill();
    await sleep(random() * 10);
    await server.start();
  }
  await sleep(200);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  let unhandled = 0;
  for (const name of ['unhandledRejection', 'uncaughtException']) {
    process.on(name, (error) => {
      unhandled += 1;
      console.error(name, error);
    });
  }
  const [cuts = 150, seed = Date.now() % 100_000] = process.argv.slice(2).map(Number);
  const { acknowledged, stored, seen, ...rest } = await churn(cuts, seed);
  const isSame = acknowledged.join() === stored.join() && seen.join() === stored.join();
  console.log({
    node: process.version,
    seed,
    acknowledged: acknowledged.length,
    stored: stored.length,
    seen: seen.length,
    isSame,
    unhandled,
    ...rest,
  });
  process.exitCode = isSame && unhandled === 0 && rest.leftOpen === 0 && rest.strange.length === 0 ? 0 : 1;
}
