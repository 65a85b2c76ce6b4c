// What an append costs on each of the client's two paths, and how soon a waiting process hears of one. A command-line program that
// prints its figures, by hand, about a minute:
//   node --conditions=amana-source packages/store-distributed/src/eventstore/testing/eventstore.bench.ts [url of a node]
// Without a url the protocol server runs in a process of its own: then the figures are the client's ceiling, not a node's speed.
// Cases alternate in short slices in one run, so the ratios hold; the figures belong to this machine and minute. Medians over the rounds.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startProtocolServer } from '@amana/engines/eventstore';
import type { NewEvent } from '@amana/ports/event-store';
import { connectEventStoreDb } from '../connect-event-store-db.ts';

const rounds = 5;
const sliceMs = 500;
const clock = (): number => performance.timeOrigin + performance.now(); // the same in every process of a machine

const newEvent = (): NewEvent => ({
  id: crypto.randomUUID(),
  type: 'SomethingHappened',
  data: { text: 'x'.repeat(240), list: [1, 2, 3] },
  metadata: { schemaVersion: 1, recordedAt: '2026-11-21T10:00:00.000Z', actor: { userId: 'u-1', role: 'CASEWORKER' }, rules: ['I-25'] },
});
const newEvents = (count: number): NewEvent[] => Array.from({ length: count }, newEvent);

/** Appends these events to a new stream. */
type Append = (events: NewEvent[]) => Promise<unknown>;

function startRole(role: 'server' | 'writer', url = '') {
  const child = spawn(process.execPath, ['--conditions=amana-source', import.meta.filename, role, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  return { child, lines, nextLine: async () => ((await once(lines, 'line')) as [string])[0] };
}

/** Events per second with so many appends under way. */
async function rateOf(append: Append, { together, size }: { together: number; size: number }): Promise<number> {
  const started = performance.now();
  let count = 0;
  const work = async (): Promise<void> => {
    while (performance.now() - started < sliceMs) {
      await append(newEvents(size));
      count += size;
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return (count * 1000) / (performance.now() - started);
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

async function measureAppends(url: string): Promise<void> {
  const client = EventStoreDBClient.connectionString(`${url}&keepAliveInterval=30001`);
  const { events: store, close } = connectEventStoreDb({ url });
  const bare =
    (more: object): Append =>
    (events) =>
      client.appendToStream(
        `bench-${crypto.randomUUID()}`,
        events.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata })),
        { expectedRevision: 'no_stream', ...more },
      );
  const paths: Record<string, Append> = {
    'bare client, batch': bare({}),
    'bare client, unary': bare({ credentials: { username: 'nobody', password: 'nobody' } }),
    'our adapter': (events) => store.append(`bench-${crypto.randomUUID()}`, 'no-stream', events),
  };
  const shapes = {
    'one at a time': { together: 1, size: 1 },
    '16 under way': { together: 16, size: 1 },
    '50 under way': { together: 50, size: 1 },
    'arrays of 100, 4 under way': { together: 4, size: 100 },
  };
  const rates = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const [shapeName, shape] of Object.entries(shapes)) {
      for (const [pathName, append] of Object.entries(paths)) {
        const rate = await rateOf(append, shape);
        const key = `${shapeName} | ${pathName}`;
        if (round > 0) rates.set(key, [...(rates.get(key) ?? []), rate]); // the first round warms up
      }
    }
  }
  for (const [key, values] of rates) console.log(`${key.padEnd(52)} ${Math.round(quantile(values, 0.5)).toString().padStart(7)} events/s`);
  await client.dispose();
  await close();
}

async function measureWakeUps(url: string): Promise<void> {
  const { child, nextLine } = startRole('writer', url);
  const { events, close } = connectEventStoreDb({ url });
  await nextLine();
  const delays: { sinceSent: number; sinceAnswered: number }[] = [];
  for (let n = 0; n < 220; n++) {
    const woken = events.waitForMore(await events.head(), { timeoutMs: 10_000 }).then(clock);
    await new Promise((resolve) => setTimeout(resolve, 20)); // it waits by now
    child.stdin.write('append\n');
    const [sent = 0, answered = 0] = (await nextLine()).split(' ').map(Number);
    const at = await woken;
    if (n >= 20) delays.push({ sinceSent: at - sent, sinceAnswered: at - answered });
  }
  for (const name of ['sinceSent', 'sinceAnswered'] as const) {
    const values = delays.map((delay) => delay[name]);
    console.log(
      `woken, ${name}: p50 ${quantile(values, 0.5).toFixed(2)} ms, p99 ${quantile(values, 0.99).toFixed(2)} ms, largest ${Math.max(...values).toFixed(2)} ms`,
    );
  }
  child.stdin.end();
  await close();
}

const [role, given = ''] = process.argv.slice(2);
if (role === 'server') {
  const server = await startProtocolServer();
  console.log(server.url);
  process.stdin.resume().on('end', () => server.kill());
} else if (role === 'writer') {
  const { events, close } = connectEventStoreDb({ url: given });
  await events.append(`bench-${crypto.randomUUID()}`, 'no-stream', newEvents(1));
  console.log('ready');
  for await (const _ of createInterface(process.stdin)) {
    const sent = clock();
    await events.append(`bench-${crypto.randomUUID()}`, 'no-stream', newEvents(1));
    console.log(`${sent} ${clock()}`);
  }
  await close();
} else {
  const server = role === undefined ? startRole('server') : undefined;
  const url = role ?? (await server?.nextLine()) ?? '';
  console.log(
    `${server ? 'protocol server' : 'a node'}; node ${process.version}; ${cpus().length} x ${cpus()[0]?.model}; ${JSON.stringify(newEvent()).length} bytes an event`,
  );
  await measureAppends(url);
  await measureWakeUps(url);
  server?.child.stdin.end();
}
