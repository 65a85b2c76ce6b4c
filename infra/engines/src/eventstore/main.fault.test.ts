import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { type AppendExpectedRevision, type AppendResult, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type NodeProcess, runNodeProcess, startNodeProcess } from './testing/node-process.ts';

let folder: string;
let data: string;
let running: NodeProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-node-'));
  data = join(folder, 'made/at/start');
});
afterEach(async () => {
  await running?.end('SIGKILL');
  running = undefined;
  rmSync(folder, { recursive: true });
});

async function start(port = 0): Promise<NodeProcess> {
  running = await startNodeProcess('--data', data, '--port', String(port));
  return running;
}

type Acknowledged = { stream: string; id: string; revision: number; position: bigint };
type Writing = { acknowledged: Acknowledged[]; isOver: () => boolean; options: { credentials?: { username: string; password: string } } };

const patienceMs = 2_000; // the shared path has no time limit of its own

/** Sends the same event again until it is acknowledged, then the next one, until it is over. */
async function write(client: EventStoreDBClient, stream: string, { acknowledged, isOver, options }: Writing): Promise<void> {
  let expectedRevision: AppendExpectedRevision = 'no_stream';
  let event = jsonEvent({ type: 'T', data: { stream } });
  while (!isOver()) {
    try {
      const { nextExpectedRevision, position }: AppendResult = await Promise.race([
        client.appendToStream(stream, event, { expectedRevision, deadline: patienceMs, ...options }),
        sleep(patienceMs, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer'))),
      ]);
      acknowledged.push({ stream, id: event.id, revision: Number(nextExpectedRevision), position: position?.commit ?? -1n });
      expectedRevision = nextExpectedRevision;
      event = jsonEvent({ type: 'T', data: { stream } });
    } catch (error) {
      expect(error).not.toMatchObject({ type: 'wrong-expected-version' });
      await sleep(5); // the server is being started again
    }
  }
}

test('killed three times under eight writers: what was acknowledged is there once, at its place, and in a file of the embedded mode', async () => {
  const { port, url } = await start();
  const clients = [0, 1].map((each) => EventStoreDBClient.connectionString(`${url}&keepAliveInterval=${20_000 + each}`));
  const acknowledged: Acknowledged[] = [];
  let isOver = false;
  const writers = Array.from({ length: 8 }, (_, index) => {
    const options = index < 4 ? {} : { credentials: { username: 'any', password: 'any' } };
    return write(clients[index < 4 ? 0 : 1] as EventStoreDBClient, `w-${index}`, { acknowledged, isOver: () => isOver, options });
  });
  for (let kill = 1; kill <= 3; kill++) {
    const goal = acknowledged.length + 30 * kill;
    while (acknowledged.length < goal) await sleep(2);
    expect(await running?.end('SIGKILL')).toEqual([null, 'SIGKILL']);
    await start(port);
  }
  isOver = true;
  await Promise.allSettled(writers);
  await Promise.race([Promise.all(clients.map((client) => client.dispose())), sleep(500, undefined, { ref: false })]);
  await running?.end('SIGKILL');

  const store = createSqliteEventStore({ path: join(data, 'log.db') });
  const { events, atHead } = await store.readLog(undefined, { limit: 100_000 });
  store.close();
  expect(atHead).toBe(true);
  const places = new Map(events.map(({ id, stream, revision, position }) => [id, { id, stream, revision, position }]));
  expect(places.size).toBe(events.length);
  expect(acknowledged.map(({ id }) => places.get(id))).toEqual(acknowledged);
  expect(events.length - acknowledged.length).toBeLessThanOrEqual(8); // at most the one that each writer did not hear of
  expect(acknowledged.length).toBeGreaterThanOrEqual(30 + 60 + 90);
});

test('SIGTERM ends it in order, with everything there; one process at a time has the folder', async () => {
  const { url, port } = await start();
  const client = EventStoreDBClient.connectionString(url);
  await client.appendToStream('s', jsonEvent({ type: 'T', data: {} }), { credentials: { username: 'any', password: 'any' } });
  const second = await runNodeProcess('--data', data);
  expect(second).toMatchObject({ code: 1, output: '' });
  expect(second.errors).toContain('WRITER_LOCKED');
  expect(await running?.end('SIGTERM')).toEqual([0, null]);

  await start(port);
  const streams: string[] = [];
  for await (const { event } of client.readAll()) streams.push(event?.streamId ?? '');
  expect(streams).toEqual(['$$$scavenges', 's']);
  await client.dispose();
});

test('options that it does not know are answered with how to call it', async () => {
  const { code, output, errors } = await runNodeProcess('--other');
  expect([code, output]).toEqual([1, '']);
  expect(errors).toContain('main.ts --data <folder | dossier> [--port <port>]');
});
