import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PortFailure, StoreUnavailable } from '@amana/ports/failures';
import type { Lease } from '@amana/ports/lease';
import { createSqliteLease } from '@amana/store-embedded/sqlite-lease';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { holdLease, type Worker } from './hold-lease.ts';
import { createMemoryOutput } from './testing/embedded-alerts.ts';
import { createFedTime } from './testing/fed-time.ts';

const TERM = 6_000;
const STEP = TERM / 6;
type Said = { readonly output: ReturnType<typeof createMemoryOutput> };
const errorsOf = ({ output }: Said) => output.lines.filter(({ level }) => level === 'error').map(({ facts }) => facts);
const never = () => new Promise<never>(() => undefined);
const away = () => Promise.reject(new StoreUnavailable('away', { written: 'unknown' }));

describe('holding a lease', () => {
  let db: ReturnType<typeof openWorkDatabase>;
  let lease: Lease;
  let time: ReturnType<typeof createFedTime>;
  /** Begin and end of every worker, with the time. */
  let said: string[];
  beforeEach(() => {
    db = openWorkDatabase(':memory:');
    lease = createSqliteLease(db);
    time = createFedTime();
    said = [];
  });
  afterEach(() => db.close());

  type Given = { speed?: number; startsAt?: number; stopGate?: Promise<void> };

  /** A candidate of a process of its own: with a clock, and a lease that the test can take away. */
  function candidate(name: string, { stopGate, ...clock }: Given = {}) {
    const machine = time.machine(clock);
    const output = createMemoryOutput();
    const store = { ...lease };
    let end = Promise.withResolvers<void>();
    const newWorker = (): Worker => {
      end = Promise.withResolvers<void>();
      return {
        run: async () => {
          said.push(`${name} begins ${time.now()}`);
          await end.promise;
        },
        stop: async () => {
          if (stopGate !== undefined) await stopGate;
          end.resolve();
        },
      };
    };
    const worker = () => {
      const made = newWorker();
      return { ...made, run: () => made.run().finally(() => said.push(`${name} ends ${time.now()}`)) };
    };
    const holder = holdLease({ name: 'relay', lease: store, termMs: TERM, worker, monotonic: machine.monotonic, sleep: machine.sleep, output });
    return { ...holder, machine, store, output, fail: (error: Error) => end.reject(error), finish: () => end.resolve() };
  }

  /** A leads, B has seen it do so. */
  async function twoCandidates(ofA: Given = {}, ofB: Given = {}) {
    const a = candidate('A', ofA);
    const b = candidate('B', ofB);
    const running = { a: a.run(), b: b.run() };
    running.a.catch(() => undefined); // it may fail before the test awaits it
    await time.pass(STEP);
    expect(said).toEqual(['A begins 0']);
    return { a, b, running };
  }

  test('of two candidates one leads, for as long as it lives; the counter is moved a few times per term', async () => {
    const { a, b } = await twoCandidates();
    await time.pass(10 * TERM - STEP);
    expect(said).toEqual(['A begins 0']);
    expect(await lease.state('relay')).toEqual({ token: 1, beats: 60 });
    await Promise.all([a.stop(), b.stop()]);
  });

  test('the leader dies: the other one takes over after a term in which the counter stood still, and not before', async () => {
    const { a, b } = await twoCandidates();
    await time.pass(STEP / 2);
    a.machine.die();
    await time.pass(TERM);
    expect(said).toEqual(['A begins 0']);
    await time.pass(STEP);
    expect(said).toEqual(['A begins 0', `B begins ${STEP + TERM + STEP}`]);
    expect(await lease.state('relay')).toMatchObject({ token: 2 });
    await b.stop();
  });

  test.each([
    ['refuses every call', away],
    ['never answers', never],
  ])('a store that %s: the leader stops its worker after two thirds of the term, before another one may begin', async (_how, broken) => {
    const { a, b } = await twoCandidates();
    Object.assign(a.store, { state: broken, take: broken, beat: broken, release: broken });
    await time.pass(2 * TERM);
    expect(said).toEqual(['A begins 0', `A ends ${STEP + (TERM * 2) / 3}`, `B begins ${STEP + TERM + STEP}`]);
    expect(errorsOf(a)).toEqual([{ lease: 'relay', holder: 1, reason: 'NO_BEAT' }]);
    await b.stop();
  });

  test('a beat counts from when it was sent: an answer that was long on its way gives no more time', async () => {
    const a = candidate('A');
    let answers = 1;
    const beat: Lease['beat'] = async (...args) => {
      if (answers-- <= 0) return never();
      const stored = await lease.beat(...args);
      await a.machine.sleep(2 * STEP);
      return stored;
    };
    Object.assign(a.store, { beat });
    void a.run();
    await time.pass(2 * TERM);
    expect(said.slice(0, 2)).toEqual(['A begins 0', `A ends ${STEP + (TERM * 2) / 3}`]);
    await a.stop();
  });

  test('a leader whose store was away is a candidate again: it waits for the other one, and leads after it', async () => {
    const { a, b } = await twoCandidates();
    Object.assign(a.store, { state: away, take: away, beat: away, release: away });
    await time.pass(2 * TERM);
    Object.assign(a.store, lease);
    await time.pass(3 * TERM);
    expect(said).toHaveLength(3);
    await b.stop();
    await time.pass(STEP);
    expect(said.at(-1)).toBe(`A begins ${STEP + 5 * TERM + STEP}`);
    expect(await lease.state('relay')).toMatchObject({ token: 3 });
    await a.stop();
  });

  test('a short outage, of fewer beats than two thirds of the term hold, changes nothing', async () => {
    const { a, b } = await twoCandidates();
    Object.assign(a.store, { beat: away });
    await time.pass(3 * STEP);
    Object.assign(a.store, lease);
    await time.pass(5 * TERM);
    expect(said).toEqual(['A begins 0']);
    expect(a.output.lines.filter(({ level }) => level === 'warn')).toHaveLength(3);
    await Promise.all([a.stop(), b.stop()]);
  });

  test('a leader that is told of a later holder stops at its next beat', async () => {
    const a = candidate('A');
    const running = a.run();
    await time.pass(STEP / 2);
    expect(await lease.take('relay', 1)).toEqual({ token: 2 });
    await time.pass(STEP);
    expect(said).toEqual(['A begins 0', `A ends ${STEP}`]);
    expect(errorsOf(a)).toEqual([{ lease: 'relay', holder: 1, reason: 'TAKEN' }]);
    expect(await lease.state('relay')).toEqual({ token: 2, beats: 0 });
    await a.stop();
    await running;
  });

  test('clocks that show other times and run at other speeds: never two workers at once', async () => {
    const { a, b } = await twoCandidates({ speed: 0.7, startsAt: 9e9 }, { speed: 1, startsAt: 5 });
    await time.pass(5 * TERM);
    expect(said).toEqual(['A begins 0']);
    Object.assign(a.store, { state: away, take: away, beat: away, release: away });
    await time.pass(3 * TERM);
    const [, ends = '', begins = ''] = said;
    expect([said.length, ends.slice(0, 6), begins.slice(0, 8)]).toEqual([3, 'A ends', 'B begins']);
    expect(Number(ends.split(' ')[2])).toBeLessThan(Number(begins.split(' ')[2]));
    await b.stop();
  });

  test('stop hands over at once: the other one begins with its next look, not after a term', async () => {
    const { a, b, running } = await twoCandidates();
    await a.stop();
    await running.a;
    expect(await lease.state('relay')).toMatchObject({ token: 1, beats: -1 });
    await time.pass(STEP);
    expect(said).toEqual(['A begins 0', `A ends ${STEP}`, `B begins ${2 * STEP}`]);
    await b.stop();
  });

  test('stop waits for what the worker has in hand, and the lease is held so long', async () => {
    const gate = Promise.withResolvers<void>();
    const { a, b } = await twoCandidates({ stopGate: gate.promise });
    let stopped = false;
    const stopping = a.stop().then(() => (stopped = true));
    await time.pass(2 * TERM);
    expect([stopped, said]).toEqual([false, ['A begins 0']]);
    gate.resolve();
    await stopping;
    expect(said).toEqual(['A begins 0', `A ends ${STEP + 2 * TERM}`]);
    await b.stop();
  });

  test('stop twice, stop of a candidate that waits, and stop of one that never ran', async () => {
    const { a, b, running } = await twoCandidates();
    await Promise.all([b.stop(), b.stop()]);
    await running.b;
    await Promise.all([a.stop(), a.stop()]);
    await a.stop();
    await running.a;
    await candidate('C').stop();
    expect(said).toEqual(['A begins 0', `A ends ${STEP}`]);
  });

  test('a worker that ends with an error lets go, and run rejects with the error', async () => {
    const { a, b, running } = await twoCandidates();
    a.fail(new Error('poison'));
    await expect(running.a).rejects.toThrow('poison');
    expect(await lease.state('relay')).toMatchObject({ token: 1, beats: -1 });
    await time.pass(STEP);
    expect(said.at(-1)).toBe(`B begins ${2 * STEP}`);
    await b.stop();
  });

  test('a worker that is done lets go, and run ends', async () => {
    const { a, b, running } = await twoCandidates();
    await b.stop();
    a.finish();
    await running.a;
    expect(await lease.state('relay')).toMatchObject({ token: 1, beats: -1 });
    expect(errorsOf(a)).toEqual([]);
  });

  test('a candidate whose store is away waits and says so; a failure that cannot pass ends it', async () => {
    const a = candidate('A');
    Object.assign(a.store, { state: away });
    const running = a.run();
    await time.pass(3 * STEP);
    expect(a.output.lines.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn', 'warn']);
    Object.assign(a.store, { state: () => Promise.reject(new PortFailure('BROKEN', 'broken', { retryable: false })) });
    running.catch(() => undefined); // it fails before the test awaits it
    await time.pass(STEP);
    await expect(running).rejects.toMatchObject({ code: 'BROKEN' });
    expect(said).toEqual([]);
  });

  test('a lease that was taken while the answer was lost is waited for like any other', async () => {
    const a = candidate('A');
    Object.assign(a.store, { take: async (name: string, token: number | undefined) => (await lease.take(name, token), away()) });
    const running = a.run();
    await time.pass(0);
    Object.assign(a.store, lease);
    await time.pass(TERM);
    expect(said).toEqual([]);
    await time.pass(STEP);
    expect(said).toEqual([`A begins ${TERM + STEP}`]);
    expect(await lease.state('relay')).toMatchObject({ token: 2 });
    await a.stop();
    await running;
  });
});
