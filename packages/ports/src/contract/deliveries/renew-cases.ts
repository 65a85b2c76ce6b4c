import { describe, expect, test } from '@jest/globals';
import { NOT_IN_LOG, type NewDelivery, type Outcome } from '../../deliveries.ts';
import { alert, at, claim, claimOne, idsOf, row, type GetHarness } from './fixtures.ts';

/** The same alert as a log that was restored knows it. */
const again = (alertId: string, position: number, change: Partial<NewDelivery> = {}): NewDelivery =>
  alert(alertId, position, { era: 'era-2', eventId: `event of ${alertId} again`, content: { again: true }, createdAt: at(50), ...change });

export function renewCases(harness: GetHarness): void {
  describe('adding in another era', () => {
    test('renews a pending row in place: it is due anew, and its attempts are counted anew', async () => {
      const { store } = harness();
      await store.add([alert('a', 7)]);
      await store.settle('a', (await claimOne(store, at(1))).claim, { state: 'PENDING', notBefore: at(900), reason: 'HTTP_503' });
      const renewed = again('a', 3, { priority: 'EMERGENCY', lastWord: true });
      expect(await store.add([renewed])).toEqual({ added: 1 });
      expect(await store.find('a')).toEqual(row(renewed));
      expect(await store.known(['a'])).toEqual(new Map([['a', 'era-2']]));
      expect(await store.counts()).toEqual({ PENDING: 1, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
      expect(await claim(store, at(49))).toEqual([]);
      expect(await claimOne(store, at(50))).toMatchObject({ alertId: 'a', eventId: 'event of a again', attempts: 1 });
    });

    test('is done once: the same again changes nothing', async () => {
      const { store } = harness();
      await store.add([alert('a', 7)]);
      expect(await store.add([again('a', 3), again('a', 4), alert('b', 1, { era: 'era-2' })])).toEqual({ added: 2 });
      expect(await store.add([again('a', 5)])).toEqual({ added: 0 });
      expect(await store.find('a')).toEqual(row(again('a', 3)));
    });

    test('what was parked because the log did not know it is due; what was parked otherwise stays so', async () => {
      const { store } = harness();
      for (const [id, reason] of [['unknown', NOT_IN_LOG], ['gone', 'GONE']] as const) {
        await store.add([alert(id, 1)]);
        await store.settle(id, (await claimOne(store, at(1))).claim, { state: 'PARKED', reason });
      }
      expect(await store.add([again('unknown', 3), again('gone', 2)])).toEqual({ added: 2 });
      expect(await store.find('unknown')).toEqual(row(again('unknown', 3)));
      expect(await store.find('gone')).toEqual(row(again('gone', 2), { state: 'PARKED', reason: 'GONE', notBefore: at(0) }));
      expect(idsOf(await claim(store, at(60)))).toEqual(['unknown']);
    });

    test('what was delivered stays so, and what was replaced', async () => {
      const { store } = harness();
      await store.add([alert('delivered', 1)]);
      await store.settle('delivered', (await claimOne(store, at(1))).claim, { state: 'DELIVERED' });
      await store.add([alert('replaced', 2), alert('revoked', 3, { lastWord: true })]);
      expect(await store.add([again('delivered', 11), again('replaced', 12)])).toEqual({ added: 2 });
      expect(await store.find('delivered')).toEqual(row(again('delivered', 11), { state: 'DELIVERED', notBefore: at(0) }));
      expect(await store.find('replaced')).toEqual(row(again('replaced', 12), { state: 'REPLACED', notBefore: at(0) }));
      expect(idsOf(await claim(store, at(60)))).toEqual(['revoked']);
    });

    test.each<Outcome>([
      { state: 'PARKED', reason: NOT_IN_LOG },
      { state: 'DELIVERED' },
    ])('a claim of before is worth nothing: %j changes nothing, and the subject is free', async (outcome) => {
      const { store } = harness();
      await store.add([alert('a', 7)]);
      const before = await claimOne(store, at(0));
      await store.add([again('a', 3)]);
      expect(await store.settle('a', before.claim, outcome)).toBe(false);
      expect(await store.find('a')).toEqual(row(again('a', 3)));
      const now = await claimOne(store, at(50));
      expect(now.attempts).toBe(1);
      expect(await store.settle('a', now.claim, { state: 'DELIVERED' })).toBe(true);
    });

    test('a last word speaks of its own era: a place in another is neither older nor younger', async () => {
      const { store } = harness();
      await store.add([alert('sent', 20), alert('revoked', 30, { lastWord: true, subject: 'referral-2' })]);
      await store.add([again('revoked-now', 25, { lastWord: true }), again('sent-now', 21, { subject: 'referral-2' })]);
      expect((await store.find('sent'))?.state).toBe('PENDING');
      expect((await store.find('sent-now'))?.state).toBe('PENDING');
      await store.add([again('sent', 10), again('revoked', 40, { lastWord: true, subject: 'referral-2' })]);
      expect((await store.find('sent'))?.state).toBe('REPLACED');
      expect((await store.find('sent-now'))?.state).toBe('REPLACED');
    });
  });
}
