import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { NOT_IN_LOG, type ClaimedDelivery, type Deliveries, type NewDelivery, type Outcome } from '../../deliveries.ts';
import { alert, at, claimMs, type GetHarness } from './fixtures.ts';
import { DeliveriesModel } from './model.ts';

const recipients = ['agency-1', 'agency-2'];

/** Each is one call on the store, as plain data, so that fast-check can print and shrink it. Seconds pass only with `claim`. */
const step = fc.oneof(
  fc.record({
    call: fc.constant('add' as const),
    which: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 4 }),
    era: fc.constantFrom('era-1', 'era-1', 'era-2'),
  }),
  fc.record({
    call: fc.constant('claim' as const),
    limit: fc.integer({ min: 1, max: 4 }),
    wait: fc.integer({ min: 0, max: 40 }),
    notTo: fc.subarray(recipients, { maxLength: 1 }),
  }),
  fc.record({
    call: fc.constant('settle' as const),
    back: fc.nat({ max: 3 }),
    as: fc.constantFrom('DELIVERED' as const, 'PENDING' as const, 'PARKED' as const, NOT_IN_LOG),
    in: fc.nat({ max: 90 }),
  }),
  fc.record({ call: fc.constant('unpark' as const), recipient: fc.constantFrom(...recipients) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const kind = fc.record({
  recipient: fc.constantFrom(...recipients),
  subject: fc.constantFrom('referral-1', 'referral-2'),
  priority: fc.constantFrom('EMERGENCY' as const, 'URGENT' as const, 'NORMAL' as const),
  lastWord: fc.nat({ max: 5 }).map((n) => n === 0),
});

const parked = (reason: string): Outcome => ({ state: 'PARKED', reason });

/** In another era the same alert is of another event, at another place. */
const inEra = (delivery: NewDelivery, era: string): NewDelivery => {
  if (era === delivery.era) return delivery;
  return { ...delivery, era, eventId: `${delivery.eventId} again`, position: 11n - delivery.position, createdAt: at(3) };
};

/** Makes the same calls on a store and on the model and compares every answer. */
class Comparison {
  readonly #model = new DeliveriesModel();
  readonly #claims: ClaimedDelivery[] = [];
  readonly #store: Deliveries;
  readonly #alerts: readonly NewDelivery[];
  #seconds = 0;

  constructor(store: Deliveries, alerts: readonly NewDelivery[]) {
    this.#store = store;
    this.#alerts = alerts;
  }

  async make(made: Step): Promise<void> {
    if (made.call === 'add') await this.#add(made.which.map((n) => inEra(this.#alerts[n] as NewDelivery, made.era)));
    if (made.call === 'claim') await this.#claim(made);
    if (made.call === 'settle') await this.#settle(made);
    if (made.call === 'unpark') {
      expect(await this.#store.unpark(made.recipient, at(this.#seconds))).toBe(this.#model.unpark(made.recipient, at(this.#seconds)));
    }
    expect(await this.#store.nextDue()).toBe(this.#model.nextDue());
  }

  async #add(deliveries: readonly NewDelivery[]): Promise<void> {
    const added = deliveries.reduce((sum, delivery) => sum + this.#model.add(delivery), 0);
    expect(await this.#store.add(deliveries)).toEqual({ added });
  }

  async #claim({ limit, wait, notTo }: Extract<Step, { call: 'claim' }>): Promise<void> {
    this.#seconds += wait;
    const options = { now: at(this.#seconds), claimMs, limit, notTo };
    const claimed = await this.#store.claim(options);
    expect(claimed.map((given) => given.alertId)).toEqual(this.#model.claim(options));
    this.#model.noteClaims(claimed);
    this.#claims.unshift(...claimed);
  }

  async #settle({ back, as, in: seconds }: Extract<Step, { call: 'settle' }>): Promise<void> {
    const given = this.#claims[back]; // one of the last few, often settled or out of time already
    if (given === undefined) return;
    const later: Outcome = { state: 'PENDING', notBefore: at(this.#seconds + seconds), reason: 'HTTP_503' };
    const outcomes = { PENDING: later, PARKED: parked('GONE'), NOT_IN_LOG: parked(NOT_IN_LOG), DELIVERED: { state: 'DELIVERED' } } as const;
    const outcome: Outcome = outcomes[as];
    expect(await this.#store.settle(given.alertId, given.claim, outcome)).toBe(this.#model.settle(given.alertId, given.claim, outcome));
  }

  async compareAll(): Promise<void> {
    const counts = { PENDING: 0, DELIVERED: 0, PARKED: 0, REPLACED: 0 };
    for (const delivery of this.#model.all()) {
      expect(await this.#store.find(delivery.alertId)).toEqual(delivery);
      counts[delivery.state]++;
    }
    expect(await this.#store.counts()).toEqual(counts);
    const parked = await this.#store.parked();
    expect(parked.flatMap(({ recipient, reason, count }) => Array.from({ length: count }, () => [recipient, reason]))).toEqual(this.#model.parked());
  }
}

export function randomCases(harness: GetHarness): void {
  describe('any sequence of calls', () => {
    test('gets the answers of the model: one claim per subject, in order, EMERGENCY first, last words heeded', async () => {
      const { store } = harness();
      const attempt = async (kinds: Partial<NewDelivery>[], steps: Step[]): Promise<void> => {
        await store.clear();
        // two neighbours share a position, as the channels of one event do
        const comparison = new Comparison(
          store,
          kinds.map((change, n) => alert(`alert-${String(n).padStart(2, '0')}`, Math.floor(n / 2), change)),
        );
        for (const made of steps) await comparison.make(made);
        await comparison.compareAll();
      };
      const kinds = fc.array(kind, { minLength: 12, maxLength: 12 });
      await fc.assert(fc.asyncProperty(kinds, fc.array(step, { minLength: 5, maxLength: 40 }), attempt), { numRuns: 100 });
    }, 120_000); // thousands of calls: an engine behind a socket takes its time
  });
}
