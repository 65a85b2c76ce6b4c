import { describe, expect, test } from '@jest/globals';
import { hasAtomicGuards } from '../harness.ts';
import { alert, at, claim, claimOne, idsOf, row, type GetHarness } from './fixtures.ts';

export function addCases(harness: GetHarness): void {
  describe('adding', () => {
    test('an empty store knows nothing', async () => {
      const { store } = harness();
      expect(await store.find('a')).toBeUndefined();
      expect(await store.known(['a'])).toEqual(new Map());
      expect(await store.known([])).toEqual(new Map());
      expect(await store.counts()).toEqual({ PENDING: 0, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
      expect(await store.nextDue()).toBeUndefined();
      expect(await store.add([])).toEqual({ added: 0 });
      expect(await claim(store, at(0))).toEqual([]);
    });

    test('a delivery comes back as it was added, pending and due from its making on', async () => {
      const { store } = harness();
      const far = alert('a', 9_007_199_254_740_993n, { channel: 'EMAIL', priority: 'URGENT', lastWord: true }); // 2^53 + 1
      expect(await store.add([far, alert('b', 2)])).toEqual({ added: 2 });
      expect(await store.find('a')).toEqual(row(far));
      expect(await store.known(['a', 'b', 'c'])).toEqual(new Map([['a', 'era-1'], ['b', 'era-1']]));
      expect(await store.counts()).toEqual({ PENDING: 1, DELIVERED: 0, PARKED: 0, REPLACED: 1 });
    });

    test('the same event, recipient and channel a second time changes nothing', async () => {
      const { store } = harness();
      expect(await store.add([alert('a', 1), alert('a', 1)])).toEqual({ added: 1 });
      expect(await store.add([alert('a', 1, { priority: 'EMERGENCY', content: {}, createdAt: at(5) }), alert('b', 2)])).toEqual({
        added: 1,
      });
      expect(await store.add([alert('another-id', 1, { eventId: alert('a', 1).eventId, lastWord: true })])).toEqual({ added: 0 });
      expect(await store.find('a')).toEqual(row(alert('a', 1)));
      expect(await store.find('another-id')).toBeUndefined();
    });

    test('nor when it was delivered or parked: it is not sent twice', async () => {
      const { store } = harness();
      await store.add([alert('a', 1)]);
      await store.settle('a', (await claimOne(store, at(1))).claim, { state: 'DELIVERED' });
      await store.add([alert('b', 2)]);
      await store.settle('b', (await claimOne(store, at(1))).claim, { state: 'PARKED', reason: 'GONE' });
      expect(await store.add([alert('a', 1), alert('b', 2)])).toEqual({ added: 0 });
      expect(await claim(store, at(100))).toEqual([]);
      expect(await store.counts()).toEqual({ PENDING: 0, DELIVERED: 1, PARKED: 1, REPLACED: 0 });
    });

    test('nor when it is being sent: the claim stands', async () => {
      const { store } = harness();
      await store.add([alert('a', 1)]);
      const claimed = await claimOne(store, at(1));
      expect(await store.add([alert('a', 1)])).toEqual({ added: 0 });
      expect(await claim(store, at(2))).toEqual([]);
      expect(await store.settle('a', claimed.claim, { state: 'DELIVERED' })).toBe(true);
    });

    test('one event may go to several recipients and over several channels', async () => {
      const { store } = harness();
      const event = { eventId: 'event-1' };
      const three = [alert('a', 1, event), alert('b', 1, { ...event, channel: 'SMS' }), alert('c', 1, { ...event, recipient: 'agency-2' })];
      expect(await store.add(three)).toEqual({ added: 3 });
      expect(await store.counts()).toEqual({ PENDING: 3, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
    });

    test('added by many at once in two processes, each is there once', async () => {
      const { store } = harness();
      if (!hasAtomicGuards(harness())) return;
      const instances = [store, await harness().second()];
      const all = Array.from({ length: 12 }, (_, n) => alert(`a${n}`, n));
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => (instances[n % 2] ?? store).add(all)));
      expect(answers.reduce((sum, { added }) => sum + added, 0)).toBe(12);
      expect(await store.counts()).toEqual({ PENDING: 12, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
    });

    test('clear forgets all; what is added again is new, and a claim from before is worth nothing', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 1, { subject: 'referral-2' })]);
      const before = await claim(store, at(1));
      await store.clear();
      expect(await store.find('a')).toBeUndefined();
      expect(await store.known(['a', 'b'])).toEqual(new Map());
      expect(await store.counts()).toEqual({ PENDING: 0, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
      expect(await store.nextDue()).toBeUndefined();

      expect(await store.add([alert('a', 1)])).toEqual({ added: 1 });
      const again = await claimOne(store, at(2));
      expect(again.attempts).toBe(1);
      for (const old of before) expect(await store.settle('a', old.claim, { state: 'DELIVERED' })).toBe(false);
      expect(await store.settle('a', again.claim, { state: 'DELIVERED' })).toBe(true);
    });

    test('all is still there after a restart: rows, claims and counted attempts', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2), alert('c', 3, { subject: 'referral-2' })]);
      const claimed = await claim(store, at(1));
      expect(idsOf(claimed)).toEqual(['a', 'c']);
      const reopened = await harness().reopen();
      expect(await reopened.find('a')).toEqual(row(alert('a', 1), { attempts: 1 }));
      expect(await reopened.find('b')).toEqual(row(alert('b', 2)));
      expect(await claim(reopened, at(2))).toEqual([]);
      expect(await reopened.settle('a', claimed[0]?.claim ?? '', { state: 'DELIVERED' })).toBe(true);
      expect(idsOf(await claim(reopened, at(3)))).toEqual(['b']);
    });
  });
}
