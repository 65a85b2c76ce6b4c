import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { allProjections } from '@amana/app/all-projections';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { connectMongo } from '@amana/store-distributed/mongodb';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { createApi, type Api, type User } from '../demo/api.ts';
import { allRowsOf, freshRowsOf, unequalProjections } from '../fault/same-rows.ts';
import { whileItMoves } from '../fault/while-it-moves.ts';
import { runAmana, startAmana, type Ended } from '../testing/amana-command.ts';
import { startDistributed } from '../testing/distributed-system.ts';
import { wholeLog } from '../testing/log-of.ts';
import { someAgency } from '../testing/some-bodies.ts';
import { startStandalone } from '../testing/standalone-process.ts';

const VERSION = 'reference-data_v1';
const agency = randomUUID();
const coordinator: User = { role: 'NATIONAL_COORD', agency, sub: 'user-coordinator-1' };
const [SOME, PAGE, WRITES_FOR_A_READ] = [60, 15, 20];

async function register(api: Api, id: string = randomUUID()): Promise<string> {
  const answer = await api.post(coordinator, `/v1/agencies/${id}/register-agency`, { body: someAgency, key: id });
  expect(answer.status).toBe(201);
  return answer.headers.get('amana-position') ?? '';
}

type Read = { readonly ids: readonly string[]; readonly begunAgain: number };

/** The whole list, page by page; where its cursor is refused it begins again, as the answer says. */
async function readWhole(api: Api, query = ''): Promise<Read> {
  for (let begunAgain = 0; begunAgain < 5; begunAgain++) {
    const ids: string[] = [];
    let cursor = '';
    for (;;) {
      const { status, body } = await api.get(coordinator, `/v1/agencies?limit=${PAGE}${query}${cursor}`);
      if (status === 400 && body['code'] === 'CURSOR_INVALID') break;
      expect(status).toBe(200);
      ids.push(...(body['agencies'] as { agencyId: string }[]).map(({ agencyId }) => agencyId));
      if (body['next'] === undefined) return { ids, begunAgain };
      cursor = `&cursor=${encodeURIComponent(body['next'] as string)}`;
    }
  }
  throw new Error('the list never came to its end');
}

type Traffic = {
  readonly reads: Read[];
  readonly written: string[];
  /** Resolves when it is so; rejects with what went wrong meanwhile. */
  until(what: string, isSo: () => boolean): Promise<void>;
  stop(): Promise<void>;
};

/** One writes, one reads lists to their end; each answer is looked at. */
function keepBusy(api: Api): Traffic {
  const reads: Read[] = [];
  const written: string[] = [];
  const stopping = new AbortController();
  const write = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const id = randomUUID();
      if (written.length > WRITES_FOR_A_READ * (reads.length + 1)) await sleep(5); // or the list grows faster than it is read
      else {
        await register(api, id);
        written.push(id);
      }
    }
  };
  const read = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const before = [...written];
      const found = await readWhole(api, before.length === 0 ? '' : `&minPosition=${await register(api)}`);
      expect(new Set(found.ids).size).toBe(found.ids.length);
      expect(before.filter((id) => !found.ids.includes(id))).toEqual([]);
      reads.push(found);
    }
  };
  const both = Promise.all([write(), read()]);
  both.catch(() => stopping.abort()); // `until` and `stop` say why
  return {
    reads,
    written,
    until: async (what, isSo) => {
      await whileItMoves(what, { isDone: () => stopping.signal.aborted || isSo(), progress: () => [reads.length, written.length] });
      if (stopping.signal.aborted) await both;
    },
    stop: async () => {
      stopping.abort();
      await both;
    },
  };
}

const done = (said: RegExp) => ({ code: 0, signal: null, out: expect.stringMatching(said), err: expect.any(String) }) as unknown as Ended;

/** Rebuilds, goes back and forth while others read and write. */
async function rebuildUnderTraffic(api: Api, env: Readonly<Record<string, string>>): Promise<void> {
  for (let n = 0; n < SOME; n++) await register(api);
  const traffic = keepBusy(api);
  await traffic.until('both are under way', () => traffic.reads.length > 0 && traffic.written.length > 3);
  expect(await runAmana(['rebuild', 'reference-data'], env)).toEqual(done(/^Rebuilt: reference-data_v1-2 is read now\. \d+ rows of \d+ streams/));
  const reads = traffic.reads.length;
  await traffic.until('lists are read on', () => traffic.reads.length > reads + 1);
  expect(await runAmana(['rebuild', 'reference-data', '--back'], env)).toEqual(done(/^Gone back: reference-data_v1 is read now\./));
  expect(await runAmana(['rebuild', 'reference-data'], env)).toEqual(done(/^Rebuilt: reference-data_v1-3 is read now\./));
  await traffic.stop();
}

type Stores = { readonly events: EventStore; readonly rows: ReadModelStore };

async function faultsInRows({ events, rows }: Stores): Promise<string[]> {
  const log: RecordedEvent[] = await wholeLog(events);
  return unequalProjections(await allRowsOf(log, rows), await freshRowsOf(log, events));
}

async function onFiles<T>(folder: string, use: (stores: Stores) => Promise<T>): Promise<T> {
  const events = createSqliteEventStore({ path: join(folder, 'data', 'log.db'), readOnly: true });
  const work = openWorkDatabase(join(folder, 'data', 'work.db'), { readOnly: true });
  try {
    return await use({ events, rows: createSqliteReadModelStore(work) });
  } finally {
    work.close();
    events.close();
  }
}

const envOf = (folder: string) => ({ AMANA_DATA: folder, AMANA_LOG_PURPOSE: 'demo' });

describe('rebuild, on one machine', () => {
  it('beside the program that runs: every command is stored, every list is whole, whichever build it is read from', async () => {
    await using amana = await startStandalone({ logLevel: 'warn' });
    const api = createApi({ url: amana.url, issuer: amana.issuer, waitSeconds: 60 });
    await rebuildUnderTraffic(api, envOf(amana.folder));
    await amana.caughtUp();
    await onFiles(amana.folder, async (stores) => {
      expect(await stores.rows.live(VERSION)).toEqual({ build: `${VERSION}-3`, previous: VERSION });
      expect(await stores.rows.projections()).not.toContain(`${VERSION}-2`);
      expect(await faultsInRows(stores)).toEqual([]);
    });
    await amana.kill('SIGTERM');
    await amana.restart(); // what is read is known after it as well
    expect((await readWhole(api)).ids.length).toBeGreaterThan(SOME);
  }, 240_000);

  it('killed in the middle of a batch, readers read what they read; the same command goes on from there', async () => {
    await using amana = await startStandalone({ logLevel: 'warn' });
    const api = createApi({ url: amana.url, issuer: amana.issuer, waitSeconds: 60 });
    for (let n = 0; n < 220; n++) await register(api);
    const before = (await readWhole(api)).ids;
    await amana.kill('SIGTERM'); // it would wait for the lock that the held command keeps
    const env = envOf(amana.folder);

    const work = new DatabaseSync(join(amana.folder, 'data', 'work.db'));
    // The second batch of the new build never ends: the command hangs inside its transaction, until it is killed.
    work.exec(`CREATE TRIGGER never_ends AFTER UPDATE ON checkpoints WHEN NEW.projection = '${VERSION}-2'
      BEGIN SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n); END`);
    const placeOf = (build: string) => Number(work.prepare('SELECT position FROM checkpoints WHERE projection = ?').get(build)?.['position'] ?? 0);
    const held = startAmana(['rebuild', 'reference-data'], env);
    await whileItMoves('its first batch is there', { isDone: () => placeOf(`${VERSION}-2`) > 0, progress: () => held.child.exitCode });
    const place = placeOf(`${VERSION}-2`);
    expect(place).toBeLessThan(placeOf(VERSION));
    held.child.kill('SIGKILL');
    expect(await held.ended).toMatchObject({ code: null, signal: 'SIGKILL', out: '' });
    work.exec('DROP TRIGGER never_ends');
    expect([placeOf(`${VERSION}-2`), work.prepare('SELECT * FROM live_builds').all()]).toEqual([place, []]);
    work.close();

    await amana.restart();
    expect((await readWhole(api)).ids).toEqual(before);
    expect(await runAmana(['rebuild', 'reference-data'], env)).toEqual(done(/^It went on where an earlier rebuild had ended\.\nRebuilt: reference-data_v1-2 is read now\./));
    expect((await readWhole(api)).ids.toSorted()).toEqual(before.toSorted());
  }, 240_000);

  it('a changed row is found, nothing is switched, and the command says what to do; names that are not known list those that are', async () => {
    await using amana = await startStandalone({ logLevel: 'warn' });
    const api = createApi({ url: amana.url, issuer: amana.issuer, waitSeconds: 60 });
    const env = envOf(amana.folder);
    const id = randomUUID();
    await register(api, id);
    expect(await runAmana(['rebuild', 'case-lists'], env)).toEqual({ code: 2, signal: null, out: '', err: `There is no such projection. There are: ${allProjections.map(({ name }) => name).join(', ')}.\n` });
    expect(await runAmana(['rebuild', 'reference-data', '--back'], { ...env, LANG: 'fr_FR.UTF-8' })).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Il n’y a pas de construction antérieure') });

    const work = new DatabaseSync(join(amana.folder, 'data', 'work.db'), { timeout: 5_000 });
    // A row is there before the new build writes it, at the same revision and with another content: the store keeps it.
    work.exec(`CREATE TRIGGER changes_a_row AFTER INSERT ON checkpoints WHEN NEW.projection = '${VERSION}-2'
      BEGIN INSERT INTO "rows of ${VERSION}-2" SELECT stream, row_id, revision, gone, keys, json_set(body, '$.kind', 'HEALTH') FROM "rows of ${VERSION}" WHERE row_id <> '~state'; END`);
    const refused = await runAmana(['rebuild', 'reference-data'], env);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`reference-data_v1-2: 1 rows are not what the log makes anew (ROW_CHANGED agency-${id} / `) });
    expect(refused.err).toContain('the same command with --anew. Readers read what they read before.');
    expect(work.prepare('SELECT * FROM live_builds').all()).toEqual([]);
    work.exec('DROP TRIGGER changes_a_row');
    work.close();
    expect((await runAmana(['rebuild', 'reference-data'], env)).code).toBe(1);
    expect(await runAmana(['rebuild', 'reference-data', '--anew'], env)).toEqual(done(/^Rebuilt: reference-data_v1-3 is read now\./));
    expect((await readWhole(api)).ids).toEqual([id]);
  }, 240_000);
});

describeWithEngine('mongodb', 'rebuild, of services on engines', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('with two query-apis: every command is stored, every list is whole, whichever build it is read from, and both read the same', async () => {
      let env: Readonly<Record<string, string>> = {};
      await using amana = await startDistributed({ mongodb, kafka, logLevel: 'warn', prepare: async (given) => void (env = given) });
      const api = createApi({ url: amana.url, issuer: amana.issuer, waitSeconds: 60 });
      const other = await amana.copyOf('query-api');
      await other.start();
      await rebuildUnderTraffic(api, env);
      const place = await register(api);
      const ofOther = createApi({ url: other.url, issuer: amana.issuer, waitSeconds: 60 });
      const [one, two] = await Promise.all([api, ofOther].map(async (each) => (await readWhole(each, `&minPosition=${place}`)).ids));
      expect(one).toEqual(two);

      const log = connectEventStoreDb({ url: amana.eventStore.address });
      const mongo = await connectMongo({ url: amana.mongodb });
      try {
        expect(await mongo.rows.live(VERSION)).toEqual({ build: `${VERSION}-3`, previous: VERSION });
        const faults = () => faultsInRows({ events: log.events, rows: mongo.rows });
        await whileItMoves('every projection is at the head', { isDone: async () => (await faults()).length === 0, progress: faults });
      } finally {
        await mongo.close();
        await log.close();
      }
    }, 300_000);
  });
});
