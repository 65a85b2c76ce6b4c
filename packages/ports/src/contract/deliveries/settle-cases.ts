import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../deliveries.ts';
import { alert, at, claim, claimOne, idsOf, row, type GetHarness } from './fixtures.ts';

const outcomes: Outcome[] = [
  { state: 'DELIVERED' },
  { state: 'PARKED', reason: 'GONE' },
  { state: 'PENDING', notBefore: at(900), reason: 'HTTP_503' },
];

export function settleCases(harness: GetHarness): void {
  describe('settling', () => {
    test('delivered', async () => {
      const { store } = harness();
      await store.add([alert('a', 1)]);
      expect(await store.settle('a', (await claimOne(store, at(1))).claim, { state: 'DELIVERED' })).toBe(true);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { state: 'DELIVERED', attempts: 1 }));
      expect(await store.counts()).toEqual({ PENDING: 0, DELIVERED: 1, PARKED: 0, REPLACED: 0 });
      expect(await store.nextDue()).toBeUndefined();
    });

    test('failed, to be tried again later; delivered in the end, nothing of the failure is left', async () => {
      const { store } = harness();
      await store.add([alert('a', 1)]);
      const later: Outcome = { state: 'PENDING', notBefore: at(30), reason: 'HTTP_503' };
      expect(await store.settle('a', (await claimOne(store, at(1))).claim, later)).toBe(true);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { attempts: 1, notBefore: at(30), reason: 'HTTP_503' }));
      expect(await store.nextDue()).toBe(at(30));
      expect(await claim(store, at(29))).toEqual([]);
      const again = await claimOne(store, at(30));
      expect(again).toEqual({ ...row(alert('a', 1), { attempts: 2, notBefore: at(30), reason: 'HTTP_503' }), claim: again.claim });
      expect(await store.settle('a', again.claim, { state: 'DELIVERED' })).toBe(true);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { state: 'DELIVERED', attempts: 2, notBefore: at(30) }));
    });

    test('a failing one holds back its own subject only', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2), alert('c', 3, { subject: 'referral-2' }), alert('d', 4, { recipient: 'agency-2' })]);
      const [first, ...others] = await claim(store, at(1));
      expect(first?.alertId).toBe('a');
      for (const other of others) await store.settle(other.alertId, other.claim, { state: 'DELIVERED' });
      await store.settle('a', first?.claim ?? '', { state: 'PENDING', notBefore: at(900), reason: 'HTTP_503' });
      await store.add([alert('e', 5, { subject: 'referral-2' })]);
      expect(idsOf(await claim(store, at(2)))).toEqual(['e']);
      expect(idsOf(await claim(store, at(900)))).toEqual(['a', 'e']);
    });

    test('parked, it holds back nothing', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2)]);
      expect(await store.settle('a', (await claimOne(store, at(1))).claim, { state: 'PARKED', reason: 'ENDPOINT_DISABLED' })).toBe(true);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { state: 'PARKED', attempts: 1, reason: 'ENDPOINT_DISABLED' }));
      expect(await store.counts()).toEqual({ PENDING: 1, DELIVERED: 0, PARKED: 1, REPLACED: 0 });
      expect((await claimOne(store, at(2))).alertId).toBe('b');
    });

    test.each(outcomes)('%j is taken once', async (outcome) => {
      const { store } = harness();
      await store.add([alert('a', 1)]);
      const claimed = await claimOne(store, at(1));
      expect(await store.settle('a', claimed.claim, outcome)).toBe(true);
      const settled = await store.find('a');
      for (const second of outcomes) expect(await store.settle('a', claimed.claim, second)).toBe(false);
      expect(await store.find('a')).toEqual(settled);
    });

    test.each(outcomes)('%j is not taken from one who has no claim on it', async (outcome) => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2, { subject: 'referral-2' })]);
      expect(await store.settle('a', '', outcome)).toBe(false);
      const claimed = await claim(store, at(1));
      expect(await store.settle('a', claimed[1]?.claim ?? '', outcome)).toBe(false);
      expect(await store.settle('a', 'made up', outcome)).toBe(false);
      expect(await store.settle('unheard of', claimed[0]?.claim ?? '', outcome)).toBe(false);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { attempts: 1 }));
      expect(await store.find('b')).toEqual(row(alert('b', 2, { subject: 'referral-2' }), { attempts: 1 }));
    });

    test.each(outcomes)('%j comes late but is taken while nobody else has claimed it', async (outcome) => {
      const { store } = harness();
      await store.add([alert('a', 1)]);
      const claimed = await claimOne(store, at(0));
      expect(await store.nextDue()).toBe(at(60));
      expect(await store.settle('a', claimed.claim, outcome)).toBe(true);
      expect((await store.find('a'))?.state).toBe(outcome.state);
    });
  });

  describe('unparking', () => {
    test('parked ones of a recipient are due now, their attempts are counted anew, and nobody else', async () => {
      const { store } = harness();
      const elsewhere = { subject: 'referral-2' };
      await store.add([
        alert('a', 1),
        alert('b', 2, elsewhere),
        alert('c', 3, { recipient: 'agency-2' }),
        alert('d', 4, { subject: 'referral-3' }),
      ]);
      for (const claimed of await claim(store, at(1))) {
        const outcome: Outcome = claimed.alertId === 'd' ? { state: 'DELIVERED' } : { state: 'PARKED', reason: 'GONE' };
        await store.settle(claimed.alertId, claimed.claim, outcome);
      }
      await store.add([alert('e', 5)]);
      expect(await store.unpark('agency-9', at(50))).toBe(0);
      expect(await store.unpark('agency-1', at(50))).toBe(2);
      expect(await store.unpark('agency-1', at(51))).toBe(0);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { notBefore: at(50) }));
      expect(await store.find('b')).toEqual(row(alert('b', 2, elsewhere), { notBefore: at(50) }));
      expect(await store.find('c')).toEqual(
        row(alert('c', 3, { recipient: 'agency-2' }), { state: 'PARKED', attempts: 1, reason: 'GONE' }),
      );
      expect((await store.find('d'))?.state).toBe('DELIVERED');
      expect(await store.find('e')).toEqual(row(alert('e', 5)));
      expect(await store.counts()).toEqual({ PENDING: 3, DELIVERED: 1, PARKED: 1, REPLACED: 0 });
    });

    test('an unparked one is again the oldest of its subject', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2)]);
      await store.settle('a', (await claimOne(store, at(1))).claim, { state: 'PARKED', reason: 'GONE' });
      await store.unpark('agency-1', at(50));
      expect(await store.nextDue()).toBe(at(50));
      expect(await claim(store, at(49))).toEqual([]);
      const again = await claimOne(store, at(50));
      expect([again.alertId, again.attempts]).toEqual(['a', 1]);
      await store.settle('a', again.claim, { state: 'DELIVERED' });
      expect((await claimOne(store, at(51))).alertId).toBe('b');
    });
  });
}
