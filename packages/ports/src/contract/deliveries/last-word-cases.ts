import { describe, expect, test } from '@jest/globals';
import type { Deliveries, DeliveryState } from '../../deliveries.ts';
import { alert, at, claim, claimOne, idsOf, row, type GetHarness } from './fixtures.ts';

const statesOf = async (store: Deliveries, ids: readonly string[]): Promise<(DeliveryState | undefined)[]> =>
  Promise.all(ids.map(async (id) => (await store.find(id))?.state));

const lastWord = { lastWord: true };

export function lastWordCases(harness: GetHarness): void {
  describe("a subject's last word", () => {
    test('replaces what is older in its subject and was not delivered, and nothing else', async () => {
      const { store } = harness();
      await store.add([alert('delivered', 1)]);
      await store.settle('delivered', (await claimOne(store, at(1))).claim, { state: 'DELIVERED' });
      await store.add([alert('parked', 2)]);
      await store.settle('parked', (await claimOne(store, at(1))).claim, { state: 'PARKED', reason: 'GONE' });
      await store.add([
        alert('pending', 3),
        alert('by-mail', 3, { channel: 'EMAIL' }),
        alert('newer', 9),
        alert('elsewhere', 3, { subject: 'referral-2' }),
        alert('to-another', 3, { recipient: 'agency-2' }),
      ]);
      expect(await store.add([alert('revoked', 5, lastWord), alert('revoked-by-mail', 5, { ...lastWord, channel: 'EMAIL' })])).toEqual({
        added: 2,
      });

      expect(await store.find('pending')).toEqual(row(alert('pending', 3), { state: 'REPLACED' }));
      expect(await store.find('parked')).toEqual(row(alert('parked', 2), { state: 'REPLACED', attempts: 1 }));
      expect(await statesOf(store, ['delivered', 'by-mail', 'newer', 'elsewhere', 'to-another'])).toEqual([
        'DELIVERED',
        'REPLACED',
        'PENDING',
        'PENDING',
        'PENDING',
      ]);
      expect(await store.counts()).toEqual({ PENDING: 5, DELIVERED: 1, PARKED: 0, REPLACED: 3 });
      expect(await store.unpark('agency-1', at(9))).toBe(0);
      const revocations = ['revoked', 'revoked-by-mail'];
      expect(await statesOf(store, revocations)).toEqual(['PENDING', 'PENDING']); // two channels of one event do not replace each other
      for (const id of [...revocations, 'newer']) {
        const due = (await claim(store, at(9))).filter(({ recipient, subject }) => recipient === 'agency-1' && subject === 'referral-1');
        expect(idsOf(due)).toEqual([id]);
        await store.settle(id, due[0]?.claim ?? '', { state: 'DELIVERED' });
      }
    });

    test('replaces also what comes after it but is older, as when lost rows are filled in', async () => {
      const { store } = harness();
      await store.add([alert('revoked', 5, lastWord)]);
      expect(await store.add([alert('sent', 3), alert('sent-to-another', 3, { recipient: 'agency-2' }), alert('newer', 6)])).toEqual({
        added: 3,
      });
      expect(await store.find('sent')).toEqual(row(alert('sent', 3), { state: 'REPLACED' }));
      expect(await statesOf(store, ['sent-to-another', 'newer'])).toEqual(['PENDING', 'PENDING']);
      for (const claimed of await claim(store, at(1))) await store.settle(claimed.alertId, claimed.claim, { state: 'DELIVERED' });
      await store.add([alert('accepted', 4)]);
      expect(await statesOf(store, ['revoked', 'accepted'])).toEqual(['DELIVERED', 'REPLACED']);
    });

    test('is replaced by a later last word that comes before it was sent', async () => {
      const { store } = harness();
      await store.add([alert('sent', 1), alert('expired', 2, lastWord), alert('withdrawn', 3, lastWord)]);
      expect(await statesOf(store, ['sent', 'expired', 'withdrawn'])).toEqual(['REPLACED', 'REPLACED', 'PENDING']);
      expect((await claimOne(store, at(1))).alertId).toBe('withdrawn');
    });

    test('added a second time replaces nothing more', async () => {
      const { store } = harness();
      await store.add([alert('revoked', 5, lastWord)]);
      expect(await store.add([alert('revoked', 9, lastWord), alert('next', 7)])).toEqual({ added: 1 });
      expect(await statesOf(store, ['revoked', 'next'])).toEqual(['PENDING', 'PENDING']);
    });

    test('waits for the attempt that is under way; that one says DELIVERED if it reached the partner', async () => {
      const { store } = harness();
      await store.add([alert('sent', 1)]);
      const underWay = await claimOne(store, at(1));
      await store.add([alert('revoked', 2, lastWord)]);
      expect(await store.find('sent')).toEqual(row(alert('sent', 1), { state: 'REPLACED', attempts: 1 }));
      expect(await claim(store, at(2))).toEqual([]);
      expect(await store.nextDue()).toBe(at(61));
      expect(await store.settle('sent', underWay.claim, { state: 'DELIVERED' })).toBe(true);
      expect(await store.find('sent')).toEqual(row(alert('sent', 1), { state: 'DELIVERED', attempts: 1 }));
      expect((await claimOne(store, at(3))).alertId).toBe('revoked');
    });

    test.each([{ state: 'PENDING', notBefore: at(900), reason: 'HTTP_503' } as const, { state: 'PARKED', reason: 'GONE' } as const])(
      'an attempt under way that ends as %j stays replaced',
      async (outcome) => {
        const { store } = harness();
        await store.add([alert('sent', 1)]);
        const underWay = await claimOne(store, at(1));
        await store.add([alert('revoked', 2, lastWord)]);
        expect(await store.settle('sent', underWay.claim, outcome)).toBe(true);
        expect(await store.settle('sent', underWay.claim, { state: 'DELIVERED' })).toBe(false);
        expect(await store.find('sent')).toEqual(row(alert('sent', 1), { state: 'REPLACED', attempts: 1 }));
        expect((await claimOne(store, at(2))).alertId).toBe('revoked');
      },
    );

    test('an attempt under way that nobody settles is not waited for beyond its time', async () => {
      const { store } = harness();
      await store.add([alert('sent', 1)]);
      await claimOne(store, at(0));
      await store.add([alert('revoked', 2, lastWord)]);
      expect(await claim(store, at(59))).toEqual([]);
      expect((await claimOne(store, at(60))).alertId).toBe('revoked');
    });
  });
}
