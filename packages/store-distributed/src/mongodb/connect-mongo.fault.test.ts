import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { connectMongo, type MongoStores } from './connect-mongo.ts';
import { createMongoClient } from './mongo-client.ts';
import { openUnsteadyPath, type PathState, type UnsteadyPath } from './testing/unsteady-path.ts';

const list = 'case-list_v1';
const callMs = 1_500;
const row = { stream: 'case-1', rowId: 'main', revision: 0, gone: false, keys: {}, body: {} };
const delivery = {
  alertId: randomUUID(),
  eventId: randomUUID(),
  era: randomUUID(),
  recipient: randomUUID(),
  channel: 'WEBHOOK',
  subject: 'referral-1',
  position: 1n,
  priority: 'NORMAL',
  lastWord: false,
  content: {},
  createdAt: '2022-06-15T10:00:00.000Z',
} as const;
const unavailable = { name: 'StoreUnavailable', code: 'STORE_UNAVAILABLE', retryable: true };

describeWithEngine('mongodb', 'MongoDB goes away and comes back', (url) => {
  const database = `amana_test_${randomBytes(6).toString('hex')}`;
  let path: UnsteadyPath;
  let stores: MongoStores | undefined;
  beforeEach(async () => {
    path = await openUnsteadyPath(url);
  });
  afterEach(async () => {
    await stores?.close();
    stores = undefined;
    await path.close();
    const client = createMongoClient({ url, callMs: 10_000 });
    await client.db(database).dropDatabase();
    await client.close();
  });

  test.each<PathState>(['silent', 'gone', 'nonsense'])(
    '%s: every call is refused within seconds, and works again without a restart',
    async (state) => {
      stores = await connectMongo({ url: path.url, database, callMs });
      const { rows, deliveries, lease } = stores;
      const capable = rows.capabilities.atomicGuards;
      await rows.ensure({ name: list, indexes: [] });
      await lease.take('relay', undefined);
      await deliveries.counts();

      await path.become(state);
      const began = performance.now();
      const calls = [
        rows.put(list, [row]),
        rows.find(list, { where: [], limit: 1 }),
        deliveries.counts(),
        lease.beat('relay', 1),
        stores.ping(),
      ];
      for (const { status, reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
        expect(status).toBe('rejected');
        expect(reason).toMatchObject(unavailable);
      }
      expect(performance.now() - began).toBeLessThan(callMs + 1_000);

      await path.become('open');
      await eventually(() => rows.put(list, [row]));
      expect(await rows.rowsOf(list, ['case-1'])).toEqual([row]);
      expect(await lease.beat('relay', 1)).toBe(true);
      expect(await deliveries.counts()).toEqual({ PENDING: 0, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
      expect(rows.capabilities.atomicGuards).toBe(capable);
    },
  );

  test('away at the start: the stores are there, guards are not taken for atomic, and calls work once it is back', async () => {
    await path.become('gone');
    stores = await connectMongo({ url: path.url, database, callMs });
    const { rows } = stores;
    expect(rows.capabilities).toEqual({ atomicGuards: false });
    await expect(rows.projections()).rejects.toMatchObject({ ...unavailable, written: 'no' });
    await path.become('open');
    await eventually(() => rows.projections());
    const known = await connectMongo({ url, database });
    expect(rows.capabilities.atomicGuards).toBe(known.rows.capabilities.atomicGuards);
    await known.close();
  });

  test('what was written is unknown where no answer came, and a refusal to begin with wrote nothing', async () => {
    stores = await connectMongo({ url: path.url, database, callMs });
    await stores.rows.ensure({ name: list, indexes: [] });
    await path.become('silent');
    await expect(stores.lease.beat('relay', 1)).rejects.toMatchObject({ ...unavailable, written: 'unknown' });
    await path.become('gone');
    await expect(stores.lease.beat('relay', 1)).rejects.toMatchObject(unavailable);
  });

  test('a connection that is lost while a batch is on its way is an outage, and no refusal for good', async () => {
    stores = await connectMongo({ url: path.url, database });
    await stores.deliveries.counts(); // its indexes are there
    await path.become('silent');
    const [added] = await Promise.allSettled([stores.deliveries.add([delivery]), path.become('gone')]);
    expect(added).toMatchObject({ status: 'rejected', reason: unavailable });
  });

  describe('closing', () => {
    test('ends the process, whatever is under way', async () => {
      const script = new URL('testing/use-and-close.ts', import.meta.url).pathname;
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--conditions=amana-source', script, url, database], {
        timeout: 15_000,
      });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual({ underWay: true, later: 'MONGODB_CLOSED' });
    });

    test('while the engine is silent, it does not wait for it', async () => {
      stores = await connectMongo({ url: path.url, database, callMs });
      await stores.lease.state('relay');
      await path.become('silent');
      const underWay = stores.lease.state('relay');
      const began = performance.now();
      const [failed] = await Promise.allSettled([underWay, stores.close()]);
      expect(failed).toMatchObject({ status: 'rejected', reason: { name: expect.stringMatching(/PortFailure|StoreUnavailable/) } });
      expect(performance.now() - began).toBeLessThan(callMs + 1_000);
      await expect(stores.lease.state('relay')).rejects.toMatchObject({ name: 'PortFailure', code: 'MONGODB_CLOSED', retryable: false });
    });
  });
});

/** The driver looks for the engine in its own time; it must find it within a few seconds. */
async function eventually(call: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await call();
      return;
    } catch (error) {
      if (tries === 4) throw error;
    }
  }
}
