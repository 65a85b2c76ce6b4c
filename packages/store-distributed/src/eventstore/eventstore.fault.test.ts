import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startProtocolServer } from '@amana/engines/eventstore';
import { newEvent } from '@amana/ports/contract/event-store-fixtures';
import type { ExpectedRevision } from '@amana/ports/event-store';
import { connectEventStoreDb } from './connect-event-store-db.ts';
import { churn } from './testing/churn.ts';

const seed = Date.now() % 100_000;

test(`20 cuts under eight writers and a reader: stored = acknowledged = seen, in one order (seed ${seed})`, async () => {
  const { acknowledged, stored, seen, repeated, ...rest } = await churn(20, seed);
  expect(acknowledged).toEqual(stored);
  expect(seen).toEqual(stored);
  expect(new Set(stored.map((line) => line.split(' ')[1])).size).toBe(stored.length);
  expect(rest).toEqual({ cuts: 20, strange: [], slowestMs: expect.any(Number), leftOpen: 0 });
  expect(rest.slowestMs).toBeLessThan(2_500);
  expect(stored.length).toBeGreaterThan(100);
  expect(repeated).toBeGreaterThan(20); // the cuts were felt
}, 60_000);

test('large appends that are cut off while they are being sent: unavailable or stored, and nothing else is rejected', async () => {
  const server = await startProtocolServer();
  const { events, close } = connectEventStoreDb({ url: server.url, appendTimeoutMs: 2_000 });
  const text = 'x'.repeat(990_000);
  let revision: ExpectedRevision = 'no-stream';
  let cutOff = 0;
  for (let round = 0; round < 12; round++) {
    const sent = [newEvent({ text })];
    const appended = events.append('case-1', revision, sent).catch((error: unknown) => error);
    await sleep((seed * (round + 1) * 7) % 12);
    server.kill();
    await server.start();
    const outcome = await appended;
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ name: 'StoreUnavailable', written: 'unknown' });
      expect(String(outcome).length).toBeLessThan(200);
      cutOff += 1;
    }
    revision = (await events.append('case-1', revision, sent)).revision;
  }
  expect((await events.readStream('case-1')).head).toBe(11);
  expect(cutOff).toBeGreaterThan(0);
  await close();
  server.kill();
}, 60_000);
