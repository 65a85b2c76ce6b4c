import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Lease } from '@amana/ports/lease';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import type { EngineCalls } from './engine-calls.ts';
import { createMongoLease } from './mongo-lease.ts';
import { holdWrites } from './testing/held-writes.ts';
import { makeMongoHarness, type MongoHarness } from './testing/mongo-harness.ts';

type Both = { readonly store: Lease; readonly engine: EngineCalls };
const create = (engine: EngineCalls): Both => ({ store: createMongoLease(engine), engine });

describeWithEngine('mongodb', 'leases: what comes between looking and writing', (url) => {
  let harness: MongoHarness<Both>;
  let lease: Lease;
  let engine: EngineCalls;
  beforeEach(async () => {
    harness = await makeMongoHarness(url, create);
    ({ store: lease, engine } = harness.store);
  });
  afterEach(() => harness.close());

  test('a candidate that was slow does not get a token that others have had and left', async () => {
    await lease.take('relay', undefined);
    const slow = holdWrites(engine);
    const late = createMongoLease(slow.calls).take('relay', 1);
    await slow.reached;
    await lease.take('relay', 1);
    await lease.take('relay', 2);
    slow.open();
    expect(await late).toBeUndefined();
    expect(await lease.state('relay')).toEqual({ token: 3, beats: 0 });
    expect(await lease.beat('relay', 2)).toBe(false);
  });

  test('a beat that was under way during the release does not make the lease look held again', async () => {
    await lease.take('relay', undefined);
    const slow = holdWrites(engine);
    const late = createMongoLease(slow.calls).beat('relay', 1);
    await slow.reached;
    await lease.release('relay', 1);
    slow.open();
    expect(await late).toBe(false);
    expect(await lease.state('relay')).toEqual({ token: 1, beats: -1 });
  });

  test('a late release of an old holder changes nothing', async () => {
    await lease.take('relay', undefined);
    const slow = holdWrites(engine);
    const late = createMongoLease(slow.calls).release('relay', 1);
    await slow.reached;
    await lease.take('relay', 1);
    slow.open();
    await late;
    expect(await lease.state('relay')).toEqual({ token: 2, beats: 0 });
    expect(await lease.beat('relay', 2)).toBe(true);
  });

  test('tokens leave no trail: of many holders only the last stays', async () => {
    for (let token = 0; token < 5; token++) {
      await lease.take('relay', token === 0 ? undefined : token);
      await lease.release('relay', token + 1);
    }
    expect(
      await engine.read((db) =>
        db
          .collection('leases')
          .find({}, { projection: { _id: 0, name: 1, token: 1, beats: 1 } })
          .sort({ beats: 1 })
          .toArray(),
      ),
    ).toEqual([
      { name: 'relay', token: 5, beats: -1 },
      { name: 'relay', token: 5, beats: 0 },
    ]);
  });
});
