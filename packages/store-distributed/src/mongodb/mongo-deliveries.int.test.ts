import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { alert, at, claim, claimMs, claimOne, idsOf } from '@amana/ports/contract/deliveries/fixtures';
import type { ClaimedDelivery, Deliveries, NewDelivery, Outcome } from '@amana/ports/deliveries';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import type { EngineCalls } from './engine-calls.ts';
import { createMongoDeliveries } from './mongo-deliveries.ts';
import { holdWrites } from './testing/held-writes.ts';
import { makeMongoHarness, type MongoHarness } from './testing/mongo-harness.ts';

type Both = { readonly store: Deliveries; readonly engine: EngineCalls };
const create = (made: EngineCalls): Both => ({ store: createMongoDeliveries(made), engine: made });
const about = (n: number) => ({ subject: `referral-${n}` });

describeWithEngine('mongodb', 'deliveries: several notifiers at once', (url) => {
  let harness: MongoHarness<Both>;
  let store: Deliveries;
  let engine: EngineCalls;
  beforeEach(async () => {
    harness = await makeMongoHarness(url, create, { oneAtATime: true });
    ({ store, engine } = harness.store);
  });
  afterEach(() => harness.close());

  function held(): { slow: Deliveries; reached: Promise<void>; open: () => void } {
    const { calls, reached, open } = holdWrites(engine);
    return { slow: createMongoDeliveries(calls), reached, open };
  }

  async function indexes(): Promise<string[]> {
    const found = await engine.read((db) => db.collection('deliveries').listIndexes().toArray());
    return found
      .map((index) => `${String(index['name'])} ${Object.keys(index['key'] as object).join(',')}${index['unique'] === true ? ' unique' : ''}`)
      .toSorted();
  }

  test('an engine that lost everything gets the indexes again within a minute: they carry the promises', async () => {
    let now = 1_000_000;
    const watchful = createMongoDeliveries(engine, () => now);
    await watchful.counts();
    const before = await indexes();
    await engine.write((db) => db.collection('deliveries').drop());
    await watchful.add([alert('a', 1)]);
    expect(await indexes()).toEqual(['_id_ _id']);
    now += 60_001;
    await watchful.add([alert('b', 2)]);
    expect(await indexes()).toEqual(before);
  });

  test('indexes are named, and what carries the promises is unique', async () => {
    await store.counts();
    expect(await indexes()).toEqual([
      '_id_ _id',
      'by_state state,recipient',
      'by_turn state,priority,position',
      'claimed claim',
      'of_subject recipient,subject,position',
      'once_per_event eventId,recipient,channel unique',
      'one_claim_per_subject slot unique',
    ]);
  });

  test('who read a delivery before another era renewed it does not claim it beside who claimed it then', async () => {
    await store.add([alert('a', 1)]);
    const first = await claimOne(store, at(1));
    await store.settle('a', first.claim, { state: 'PENDING', notBefore: at(2), reason: 'HTTP_503' }); // one attempt, as after the next claim
    const { slow, reached, open } = held();
    const late = claim(slow, at(5));
    await reached;
    await store.add([alert('a', 9, { era: 'era-2', eventId: 'event of a again' })]);
    const now = await claimOne(store, at(5));
    open();
    expect(await late).toEqual([]);
    expect(await store.settle('a', now.claim, { state: 'DELIVERED' })).toBe(true);
  });

  test('an instant that is none is refused, and nothing is written', async () => {
    const refused = { name: 'NotStorable', code: 'NOT_STORABLE', retryable: false };
    await expect(store.add([alert('a', 1), alert('b', 2, { createdAt: 'yesterday' })])).rejects.toMatchObject(refused);
    expect(await store.known(['a', 'b'])).toEqual(new Map());
    await store.add([alert('a', 1)]);
    await expect(store.claim({ now: '', claimMs: 1, limit: 1 })).rejects.toMatchObject(refused);
    await expect(store.unpark('agency-1', 'soon')).rejects.toMatchObject(refused);
    const claimed = await claimOne(store, at(1));
    await expect(store.settle('a', claimed.claim, { state: 'PENDING', notBefore: 'later', reason: 'X' })).rejects.toMatchObject(refused);
    expect(await store.settle('a', claimed.claim, { state: 'DELIVERED' })).toBe(true);
  });

  test('content that no document could hold comes back as it was', async () => {
    const content = { 'a.b': [[1], [2, [3]]], $set: { '': null }, text: 'x\u0000y' };
    await store.add([alert('a', 1, { content })]);
    expect((await claimOne(store, at(1))).content).toEqual(content);
  });

  test('behind a backlog that waits for its own subject others have their turn, and what is urgent has it first', async () => {
    const blocked = Array.from({ length: 150 }, (_, n) => alert(`blocked-${String(n).padStart(3, '0')}`, n, about(1)));
    await store.add(blocked);
    expect(idsOf(await claim(store, at(0), 1))).toEqual(['blocked-000']);
    await store.add([alert('behind', 900, about(2)), alert('urgent', 901, { ...about(3), priority: 'URGENT' })]);
    await store.add([alert('older', 902, about(4)), alert('newer', 903, { ...about(4), priority: 'EMERGENCY' })]);
    expect(idsOf(await claim(store, at(1), 1))).toEqual(['urgent']);
    expect(idsOf(await claim(store, at(2), 5))).toEqual(['behind', 'older']); // the emergency waits for what its subject said before
    expect(await claim(store, at(3))).toEqual([]);
  });

  describe('what comes between reading and writing', () => {
    test.each<[string, (other: Deliveries) => Promise<unknown>]>([
      ['another claim', (other) => claim(other, at(1))],
      [
        'a claim that was put off',
        async (other) =>
          other.settle('a', (await claimOne(other, at(1))).claim, { state: 'PENDING', notBefore: at(900), reason: 'HTTP_503' }),
      ],
      [
        'a claim that was parked',
        async (other) => other.settle('a', (await claimOne(other, at(1))).claim, { state: 'PARKED', reason: 'GONE' }),
      ],
      ['a claim that was delivered', async (other) => other.settle('a', (await claimOne(other, at(1))).claim, { state: 'DELIVERED' })],
      ['a last word', (other) => other.add([alert('revoked', 2, { lastWord: true })])],
      ['an older one that is claimed', async (other) => [await other.add([alert('0', 0)]), await claim(other, at(1))]],
      ['a clearing', (other) => other.clear()],
    ])('%s: the late claim does not get it', async (_, meanwhile) => {
      await store.add([alert('a', 1)]);
      const { slow, reached, open } = held();
      await store.nextDue(); // the indexes are there
      const late = claim(slow, at(1));
      await reached;
      await meanwhile(store);
      const before = await store.find('a');
      open();
      expect(idsOf(await outcomeOf(late))).not.toContain('a');
      expect(await store.find('a')).toEqual(before);
    });

    test('a claim that ran out and is settled late: who would take it over gets nothing if it was delivered', async () => {
      await store.add([alert('a', 1)]);
      const first = await claimOne(store, at(0));
      const { slow, reached, open } = held();
      const late = claim(slow, at(60));
      await reached;
      expect(await store.settle('a', first.claim, { state: 'DELIVERED' })).toBe(true);
      open();
      expect(await late).toEqual([]);
    });
  });

  test('a last word whose adder died at once replaces what is older before it can be sent', async () => {
    await store.add([alert('revoked', 5, { lastWord: true, channel: 'EMAIL' })]);
    for (const claimed of await claim(store, at(1))) await store.settle(claimed.alertId, claimed.claim, { state: 'DELIVERED' });
    const { slow, reached, open } = held();
    const adding = slow.add([alert('sent', 3)]);
    await reached;
    await engine.write((db) => db.collection('deliveries').updateOne({ lastWord: true }, { $set: { lastWord: false } })); // as if it came a moment later
    open();
    await adding;
    await engine.write((db) => db.collection('deliveries').updateOne({ position: 5n }, { $set: { lastWord: true } }));
    expect((await store.find('sent'))?.state).toBe('PENDING');
    expect(await claim(store, at(2))).toEqual([]);
    expect((await store.find('sent'))?.state).toBe('REPLACED');
  });

  test('added again after a crash, a last word finishes what was begun', async () => {
    await store.add([alert('sent', 3)]);
    await store.add([alert('revoked', 5, { lastWord: true })]);
    const unfinished = { $set: { state: 'PENDING' } };
    await engine.write((db) => db.collection<{ _id: string }>('deliveries').updateOne({ _id: 'sent' }, unfinished));
    expect(await store.add([alert('revoked', 5, { lastWord: true })])).toEqual({ added: 0 });
    expect((await store.find('sent'))?.state).toBe('REPLACED');
  });

  test('a storm of notifiers: of a subject one at a time, in order, each attempt counted, no word after the last', async () => {
    const notifiers = [store, (await harness.second()).store, (await harness.second()).store];
    const all = Array.from({ length: 36 }, (_, n) =>
      alert(`a${String(n).padStart(2, '0')}`, n, { ...about(n % 4), lastWord: n >= 24 && n < 28 }),
    );
    const watch = new Watch(all);
    const work = async (own: Deliveries, mine: readonly NewDelivery[], seed: number): Promise<void> => {
      for (let turn = 0; turn < 24; turn++) {
        await own.add(mine.slice(turn, turn + 1));
        const claimed = await own.claim({ now: at(1), claimMs, limit: 2 });
        claimed.forEach((given) => watch.begins(given));
        await new Promise(setImmediate);
        for (const given of claimed) {
          watch.ends(given);
          const again: Outcome = { state: 'PENDING', notBefore: at(1), reason: 'HTTP_503' };
          expect(await own.settle(given.alertId, given.claim, (turn + seed) % 3 === 0 ? again : { state: 'DELIVERED' })).toBe(true);
        }
      }
    };
    await Promise.all(
      notifiers.map((own, n) =>
        work(
          own,
          all.filter((_, place) => place % 3 === n),
          n,
        ),
      ),
    );
    for (let left = await claim(store, at(1)); left.length > 0; left = await claim(store, at(1))) {
      for (const given of left) await store.settle(given.alertId, given.claim, { state: 'DELIVERED' });
    }
    const counts = await store.counts();
    expect(counts).toEqual({ PENDING: 0, DELIVERED: expect.any(Number), PARKED: 0, REPLACED: 36 - counts.DELIVERED });
    for (const { alertId } of all) expect((await store.find(alertId))?.attempts).toBeGreaterThanOrEqual(watch.attemptsOf(alertId));
    expect(watch.claims).toBeGreaterThan(20);
  });

  test('claimed by many at once, each attempt is given to one; a second claim of the subject meets its key', async () => {
    const notifiers = [store, (await harness.second()).store];
    await store.add(Array.from({ length: 24 }, (_, n) => alert(`a${n}`, n, about(n % 8))));
    const answers = (await Promise.all(Array.from({ length: 10 }, (_, n) => claim(notifiers[n % 2] ?? store, at(1), 3)))).flat();
    expect(idsOf(answers).toSorted()).toEqual(Array.from({ length: 8 }, (_, n) => `a${n}`));
    const second = engine.write((db) =>
      db.collection<{ _id: string }>('deliveries').updateOne({ _id: 'a8' }, { $set: { slot: 'held ["agency-1","referral-0"]' } }),
    );
    await expect(second).rejects.toThrow();
  });

  test('added by many at once, each is there once', async () => {
    const notifiers = [store, (await harness.second()).store];
    const all = Array.from({ length: 12 }, (_, n) => alert(`a${n}`, n));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => (notifiers[n % 2] ?? store).add(all)));
    expect(answers.reduce((sum, { added }) => sum + added, 0)).toBe(12);
  });
});

/** FerretDB 1 names a duplicate key of an update only as an inner error: there the claim fails, which is as good as nothing. */
async function outcomeOf(claimed: Promise<ClaimedDelivery[]>): Promise<ClaimedDelivery[]> {
  try {
    return await claimed;
  } catch (error) {
    expect(error).toMatchObject({ name: 'StoreUnavailable', message: expect.stringContaining('(1)') });
    return [];
  }
}

/** Watches who is being sent. Throws as soon as a promise is broken. */
class Watch {
  claims = 0;
  readonly #underWay = new Map<string, string>();
  readonly #attempts = new Map<string, number>();
  readonly #said = new Map<string, bigint>();
  readonly #lastWords: ReadonlySet<string>;

  constructor(all: readonly NewDelivery[]) {
    this.#lastWords = new Set(all.filter(({ lastWord }) => lastWord).map(({ alertId }) => alertId));
  }

  begins({ alertId, subject, attempts, position }: ClaimedDelivery): void {
    this.claims++;
    expect([subject, this.#underWay.get(subject)]).toEqual([subject, undefined]);
    this.#underWay.set(subject, alertId);
    expect(attempts).toBe(this.attemptsOf(alertId) + 1);
    this.#attempts.set(alertId, attempts);
    expect(position).toBeGreaterThanOrEqual(this.#said.get(subject) ?? 0n);
    if (this.#lastWords.has(alertId)) this.#said.set(subject, position);
  }

  ends({ subject }: ClaimedDelivery): void {
    this.#underWay.delete(subject);
  }

  attemptsOf(alertId: string): number {
    return this.#attempts.get(alertId) ?? 0;
  }
}
