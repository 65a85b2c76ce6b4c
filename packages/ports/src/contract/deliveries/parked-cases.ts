import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../deliveries.ts';
import { alert, at, claim, type GetHarness } from './fixtures.ts';

export function parkedCases(harness: GetHarness): void {
  describe('what is parked', () => {
    test('is nothing where nothing is: what is pending, delivered or replaced does not count', async () => {
      const { store } = harness();
      expect(await store.parked()).toEqual([]);
      await store.add([alert('a', 1), alert('b', 2, { subject: 'referral-2' }), alert('c', 3, { subject: 'referral-3' })]);
      const outcomes: Record<string, Outcome> = { a: { state: 'DELIVERED' }, b: { state: 'PENDING', notBefore: at(90), reason: 'HTTP_503' } };
      for (const { alertId, claim: held } of await claim(store, at(1))) await store.settle(alertId, held, outcomes[alertId] ?? { state: 'PARKED', reason: 'GONE' });
      await store.add([alert('d', 4, { subject: 'referral-3', lastWord: true })]);
      expect(await store.parked()).toEqual([]);
    });

    test('is counted by recipient and reason, in that order, with the time of the oldest; unparked it is gone', async () => {
      const { store } = harness();
      const parked: readonly [alertId: string, recipient: string, reason: string, createdAt: string][] = [
        ['a', 'agency-2', 'GONE', at(7)],
        ['b', 'agency-1', 'TOO_OLD', at(5)],
        ['c', 'agency-1', 'GONE', at(9)],
        ['d', 'agency-1', 'TOO_OLD', at(3)],
        ['e', 'agency-1', 'TOO_OLD', at(4)],
      ];
      await store.add(parked.map(([alertId, recipient, , createdAt], n) => alert(alertId, n, { recipient, createdAt, subject: alertId })));
      const reasons = new Map(parked.map(([alertId, , reason]) => [alertId, reason]));
      for (const { alertId, claim: held } of await claim(store, at(20))) await store.settle(alertId, held, { state: 'PARKED', reason: reasons.get(alertId) ?? '' });
      const elsewhere = { recipient: 'agency-2', reason: 'GONE', count: 1, oldest: at(7) };
      expect(await store.parked()).toEqual([
        { recipient: 'agency-1', reason: 'GONE', count: 1, oldest: at(9) },
        { recipient: 'agency-1', reason: 'TOO_OLD', count: 3, oldest: at(3) },
        elsewhere,
      ]);
      await store.unpark('agency-1', at(30));
      expect(await store.parked()).toEqual([elsewhere]);
    });
  });
}
