import { describe, expect, test } from '@jest/globals';
import { FARTHEST_MS } from '../../deliveries.ts';
import { hasAtomicGuards } from '../harness.ts';
import { alert, at, claim, claimMs, claimOne, idsOf, row, type GetHarness } from './fixtures.ts';

const later = (ms: number): string => new Date(Date.parse(at(0)) + ms).toISOString();
const about = (n: number) => ({ subject: `referral-${n}` });

export function claimCases(harness: GetHarness): void {
  describe('claiming', () => {
    test('gives the whole delivery, with its attempt counted before it is made', async () => {
      const { store } = harness();
      await store.add([alert('a', 7, { priority: 'EMERGENCY', channel: 'SMS', lastWord: true })]);
      const claimed = await claimOne(store, at(1));
      const counted = row(alert('a', 7, { priority: 'EMERGENCY', channel: 'SMS', lastWord: true }), { attempts: 1 });
      expect(claimed).toEqual({ ...counted, claim: expect.stringMatching(/./) });
      expect(await store.find('a')).toEqual(counted);
    });

    test('gives nothing before it is due, and from the very instant on', async () => {
      const { store } = harness();
      await store.add([alert('a', 1, { createdAt: at(10) })]);
      expect(await claim(store, at(9.999))).toEqual([]);
      expect(idsOf(await claim(store, at(10)))).toEqual(['a']);
    });

    test('gives what a clock that ran ahead has put off, once it is set right: nothing waits for so long', async () => {
      const { store } = harness();
      const ahead = later(365 * 24 * 3_600_000);
      await store.add([alert('failed', 1, about(1)), alert('claimed', 2, about(2))]);
      for (const { alertId, claim: held } of await claim(store, ahead)) {
        if (alertId === 'failed') await store.settle(alertId, held, { state: 'PENDING', notBefore: ahead, reason: 'HTTP_503' });
      } // whoever claimed the other one is gone
      await store.add([alert('soon', 3, { ...about(3), createdAt: later(FARTHEST_MS) }), alert('made', 4, { ...about(4), createdAt: later(FARTHEST_MS + 1) })]);
      expect(idsOf(await claim(store, at(0)))).toEqual(['failed', 'claimed', 'made']);
      expect(await claim(store, at(1))).toEqual([]); // they are claimed now, and the other one is to wait
      expect(idsOf(await claim(store, later(FARTHEST_MS)))).toContain('soon');
    });

    test('compares instants and not their texts', async () => {
      const { store } = harness();
      await store.add([
        alert('a', 1, { createdAt: '2026-03-01T10:00:00Z' }),
        alert('b', 1, { createdAt: '2026-03-01T11:00:00+01:00', subject: 'referral-2' }),
      ]);
      expect(await claim(store, '2026-03-01T09:59:59.999Z')).toEqual([]);
      const claimed = await claim(store, '2026-03-01T10:00:00.000Z');
      expect(claimed.map(({ alertId, notBefore, createdAt }) => [alertId, notBefore, createdAt])).toEqual([
        ['a', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
        ['b', '2026-03-01T11:00:00+01:00', '2026-03-01T11:00:00+01:00'],
      ]);
    });

    test('gives one per recipient and subject, the oldest position first, in whatever order they were added', async () => {
      const { store } = harness();
      await store.add([alert('c', 10), alert('b', 9), alert('a', 2)]); // as text, '10' stands before '9'
      for (const id of ['a', 'b', 'c']) {
        const claimed = await claimOne(store, at(1));
        expect(claimed.alertId).toBe(id);
        expect(await claim(store, at(2))).toEqual([]);
        await store.settle(id, claimed.claim, { state: 'DELIVERED' });
      }
      expect(await claim(store, at(3))).toEqual([]);
    });

    test('other subjects of a recipient, and the same subject of another, wait for nobody', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2, { subject: 'referral-2' }), alert('c', 3, { recipient: 'agency-2' }), alert('d', 4)]);
      expect(idsOf(await claim(store, at(1)))).toEqual(['a', 'b', 'c']);
    });

    test('an older one that comes while a newer one of its subject is being sent waits for it', async () => {
      const { store } = harness();
      await store.add([alert('b', 2)]);
      const newer = await claimOne(store, at(1));
      await store.add([alert('a', 1)]);
      expect(await claim(store, at(2))).toEqual([]);
      await store.settle('b', newer.claim, { state: 'PENDING', notBefore: at(2), reason: 'HTTP_503' });
      expect(idsOf(await claim(store, at(3)))).toEqual(['a']);
    });

    test('EMERGENCY goes before URGENT before NORMAL, then the older position; the limit cuts the rest', async () => {
      const { store } = harness();
      await store.add([
        alert('normal-1', 1, about(1)),
        alert('urgent-6', 6, { ...about(2), priority: 'URGENT' }),
        alert('emergency-9', 9, { ...about(3), priority: 'EMERGENCY' }),
        alert('normal-2', 2, about(4)),
        alert('urgent-5', 5, { ...about(5), priority: 'URGENT' }),
        alert('emergency-8', 8, { ...about(6), priority: 'EMERGENCY', recipient: 'agency-2' }),
      ]);
      expect(idsOf(await claim(store, at(1), 3))).toEqual(['emergency-8', 'emergency-9', 'urgent-5']);
      expect(idsOf(await claim(store, at(1), 2))).toEqual(['urgent-6', 'normal-1']);
      expect(idsOf(await claim(store, at(1), 2))).toEqual(['normal-2']);
    });

    test('an EMERGENCY behind another one of its own subject waits for it all the same', async () => {
      const { store } = harness();
      await store.add([
        alert('a', 1),
        alert('b', 2, { priority: 'EMERGENCY' }),
        alert('c', 3, { subject: 'referral-2', priority: 'URGENT' }),
      ]);
      expect(idsOf(await claim(store, at(1)))).toEqual(['c', 'a']);
    });

    test('recipients who are named are left out, and the limit goes to others', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2, { recipient: 'agency-2' }), alert('c', 3, { recipient: 'agency-3' })]);
      const claimed = await store.claim({ now: at(1), claimMs, limit: 1, notTo: ['agency-1', 'agency-3'] });
      expect(idsOf(claimed)).toEqual(['b']);
      expect(idsOf(await store.claim({ now: at(1), claimMs, limit: 5, notTo: [] }))).toEqual(['a', 'c']);
    });

    test('a claim that was not settled in time is given out again, and the old one is worth nothing', async () => {
      const { store } = harness();
      await store.add([alert('a', 1), alert('b', 2)]);
      const first = await claimOne(store, at(0));
      expect(await claim(store, at(59.999))).toEqual([]);
      const second = await claimOne(store, at(60));
      expect(second).toEqual({ ...row(alert('a', 1), { attempts: 2 }), claim: second.claim });
      expect(second.claim).not.toBe(first.claim);
      expect(await store.settle('a', first.claim, { state: 'DELIVERED' })).toBe(false);
      expect(await store.find('a')).toEqual(row(alert('a', 1), { attempts: 2 }));
      expect(await claim(store, at(61))).toEqual([]); // the old settle did not free the subject
      expect(await store.settle('a', second.claim, { state: 'DELIVERED' })).toBe(true);
      expect(idsOf(await claim(store, at(62)))).toEqual(['b']);
    });

    test('nextDue is when the next claim could give something', async () => {
      const { store } = harness();
      await store.add([
        alert('a', 1, { createdAt: at(30) }),
        alert('b', 2, { createdAt: at(5) }),
        alert('c', 3, { createdAt: at(20), subject: 'referral-2' }),
      ]);
      expect(await store.nextDue()).toBe(at(20)); // b is due earlier, but waits behind a
      const claimed = await claimOne(store, at(20));
      expect(claimed.alertId).toBe('c');
      expect(await store.nextDue()).toBe(at(30));
      await claim(store, at(30));
      expect(await store.nextDue()).toBe(at(80)); // both are claimed: the first of the two claims ends then
      await store.settle('c', claimed.claim, { state: 'PENDING', notBefore: at(500), reason: 'HTTP_503' });
      expect(await store.nextDue()).toBe(at(90));
    });

    test('nextDue comes as an instant in UTC with milliseconds', async () => {
      const { store } = harness();
      await store.add([alert('a', 1, { createdAt: '2026-03-01T11:00:00+01:00' })]);
      expect(await store.nextDue()).toBe(at(0));
    });

    test('oldestPending is when the oldest that is not there yet was created, whether it is due, waits or is being sent', async () => {
      const { store } = harness();
      expect(await store.oldestPending()).toBeUndefined();
      await store.add([alert('a', 1, { createdAt: at(30) }), alert('b', 2, { createdAt: at(5) }), alert('c', 3, { createdAt: at(20), subject: 'referral-2' })]);
      expect(await store.oldestPending()).toBe(at(5)); // though it waits behind a
      const first = await claimOne(store, at(20));
      expect([first.alertId, await store.oldestPending()]).toEqual(['c', at(5)]);
      await store.settle('a', (await claimOne(store, at(30))).claim, { state: 'PARKED', reason: 'GONE' });
      await store.settle('b', (await claimOne(store, at(31))).claim, { state: 'DELIVERED' });
      expect(await store.oldestPending()).toBe(at(20));
      await store.settle('c', first.claim, { state: 'PENDING', notBefore: at(500), reason: 'HTTP_503' });
      expect(await store.oldestPending()).toBe(at(20));
      await store.settle('c', (await claimOne(store, at(500))).claim, { state: 'DELIVERED' });
      expect(await store.oldestPending()).toBeUndefined();
    });

    test('claimed by many at once in two processes, each attempt is given to one', async () => {
      const { store } = harness();
      if (!hasAtomicGuards(harness())) return;
      const instances = [store, await harness().second()];
      await store.add(Array.from({ length: 24 }, (_, n) => alert(`a${n}`, n, { subject: `referral-${n % 8}` })));
      const answers = (await Promise.all(Array.from({ length: 10 }, (_, n) => claim(instances[n % 2] ?? store, at(1), 3)))).flat();
      expect(idsOf(answers).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `a${n}`));
      expect(new Set(answers.map((claimed) => claimed.claim)).size).toBe(8);
      expect(answers.every((claimed) => claimed.attempts === 1)).toBe(true);
    });
  });
}
