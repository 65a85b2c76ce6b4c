import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { digests } from '@amana/app/moving/testing/move';
import { startProtocolServer } from '@amana/engines/eventstore';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { connectMongo } from '@amana/store-distributed/mongodb';
import { dropDatabase } from '@amana/store-distributed/testing/drop-database';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { newSeed } from '../testing/seed.ts';
import { expectFigures, expectMoves, expectReplay, expectSameRows } from './at-the-end.ts';
import { openKeyring, openStores } from './embedded-stores.ts';
import { histories, type Intent } from './intents.ts';
import { playHistory, type Given } from './play-history.ts';
import { createRealHouse, type Stores } from './real-house.ts';
import { lengths, patienceMs, runs } from './runs.ts';
import { storedAsDecided } from './stored-as-decided.ts';
import { wholeLives } from './whole-lives.ts';

let keys: ReturnType<typeof openKeyring>;

beforeAll(() => {
  keys = openKeyring();
});
afterAll(() => keys.close());

/** A place in the log is the store's own. */
const answers = (given: readonly Given[]): object[] => given.map(({ outcome }) => ({ ...outcome, position: undefined, secret: undefined }));

async function playIn(stores: Stores, intents: readonly Intent[]) {
  const house = await createRealHouse(stores);
  const given = await playHistory(intents, house, storedAsDecided(house));
  return { house, answers: answers(given), log: await expectReplay(house) };
}

const some = (title: string, play: (intents: readonly Intent[]) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(histories(lengths.engines), play), { seed: newSeed(title), numRuns: runs.engines, examples: [[[...wholeLives]]], endOnFailure: true });

describe('random histories, over the protocol server of EventStoreDB', () => {
  it(
    'the same commands get the same answers as over the embedded store, and the logs have the same digests; a log moves from one to the other',
    async () => {
      await some('histories over EventStoreDB', async (intents) => {
        using stores = openStores(keys.keyring);
        using others = openStores(keys.keyring);
        const server = await startProtocolServer();
        const engine = connectEventStoreDb({ url: server.url });
        try {
          const embedded = await playIn(stores, intents);
          const distributed = await playIn({ ...others, events: engine.events, access: engine.access }, intents);
          expect(distributed.answers).toEqual(embedded.answers);
          expect(digests(distributed.log)).toEqual(digests(embedded.log));
          await expectMoves(distributed.house, distributed.log);
        } finally {
          await engine.close();
          server.kill();
        }
      });
    },
    patienceMs,
  );
});

describeWithEngine('mongodb', 'random histories, with their rows in MongoDB', (address) => {
  it(
    'rows and figures are those of a fresh fold in SQLite',
    async () => {
      await some('histories with rows in MongoDB', async (intents) => {
        const url = new URL(`/amana-${crypto.randomUUID()}`, address).toString();
        using stores = openStores(keys.keyring);
        const mongo = await connectMongo({ url });
        try {
          const { house, log } = await playIn({ ...stores, rows: mongo.rows }, intents);
          await expectSameRows(house, log);
          await expectFigures(house);
        } finally {
          await mongo.close();
          await dropDatabase(url);
        }
      });
    },
    patienceMs,
  );
});
