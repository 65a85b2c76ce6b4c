import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Lease } from '../lease.ts';
import type { Harness, MakeHarness } from './harness.ts';

export function leaseSuite(name: string, makeHarness: MakeHarness<Lease>): void {
  describe(`Lease: ${name}`, () => {
    let harness: Harness<Lease>;
    let lease: Lease;
    beforeEach(async () => {
      harness = await makeHarness();
      lease = harness.store;
    });
    afterEach(() => harness.close());

    test('nobody ever held it: no state, and nothing can be beaten or released', async () => {
      expect(await lease.state('relay')).toBeUndefined();
      expect(await lease.beat('relay', 1)).toBe(false);
      await lease.release('relay', 1);
      expect(await lease.state('relay')).toBeUndefined();
    });

    test('the first holder gets token 1 and moves the counter', async () => {
      expect(await lease.take('relay', undefined)).toEqual({ token: 1 });
      expect(await lease.state('relay')).toEqual({ token: 1, beats: 0 });
      expect(await lease.beat('relay', 1)).toBe(true);
      expect(await lease.beat('relay', 1)).toBe(true);
      expect(await lease.state('relay')).toEqual({ token: 1, beats: 2 });
    });

    test('a candidate takes over only from the token that it saw', async () => {
      await lease.take('relay', undefined);
      expect(await lease.take('relay', undefined)).toBeUndefined();
      expect(await lease.take('relay', 2)).toBeUndefined();
      expect(await lease.take('relay', 1)).toEqual({ token: 2 });
      expect(await lease.take('relay', 1)).toBeUndefined();
      expect(await lease.state('relay')).toEqual({ token: 2, beats: 0 });
    });

    test('nobody takes over from a token of a lease that was never held', async () => {
      expect(await lease.take('relay', 1)).toBeUndefined();
      expect(await lease.state('relay')).toBeUndefined();
    });

    test('an old holder is told, and moves nothing of a later one', async () => {
      await lease.take('relay', undefined);
      await lease.beat('relay', 1);
      await lease.take('relay', 1);
      expect(await lease.beat('relay', 1)).toBe(false);
      await lease.release('relay', 1);
      expect(await lease.state('relay')).toEqual({ token: 2, beats: 0 });
      expect(await lease.beat('relay', 2)).toBe(true);
      expect(await lease.state('relay')).toEqual({ token: 2, beats: 1 });
    });

    test('a released lease shows it, is no longer beaten, and the next candidate gets a later token', async () => {
      await lease.take('relay', undefined);
      await lease.beat('relay', 1);
      await lease.release('relay', 1);
      expect(await lease.state('relay')).toEqual({ token: 1, beats: -1 });
      expect(await lease.beat('relay', 1)).toBe(false);
      expect(await lease.state('relay')).toEqual({ token: 1, beats: -1 });
      expect(await lease.take('relay', 1)).toEqual({ token: 2 });
      expect(await lease.state('relay')).toEqual({ token: 2, beats: 0 });
    });

    test('a holder may not beat with a token that nobody had yet', async () => {
      await lease.take('relay', undefined);
      expect(await lease.beat('relay', 2)).toBe(false);
      await lease.release('relay', 2);
      expect(await lease.state('relay')).toEqual({ token: 1, beats: 0 });
    });

    test('names are apart', async () => {
      await lease.take('relay', undefined);
      await lease.take('relay', 1);
      expect(await lease.take('notifier', undefined)).toEqual({ token: 1 });
      expect(await lease.state('relay')).toEqual({ token: 2, beats: 0 });
      expect(await lease.state('notifier')).toEqual({ token: 1, beats: 0 });
    });

    test.each([undefined, 1, 2])('of many candidates that saw %s, in two processes, exactly one gets it', async (seen) => {
      for (let token = 0; token < (seen ?? 0); token++) await lease.take('relay', token === 0 ? undefined : token);
      const instances = [lease, await harness.second()];
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => (instances[n % 2] ?? lease).take('relay', seen)));
      expect(answers.filter((answer) => answer !== undefined)).toEqual([{ token: (seen ?? 0) + 1 }]);
      expect(await lease.state('relay')).toEqual({ token: (seen ?? 0) + 1, beats: 0 });
    });

    test('beats of one holder from two connections at once are all accepted, and the counter moves', async () => {
      await lease.take('relay', undefined);
      const instances = [lease, await harness.second()];
      const beaten = await Promise.all(Array.from({ length: 10 }, (_, n) => (instances[n % 2] ?? lease).beat('relay', 1)));
      expect(beaten).toEqual(Array.from({ length: 10 }, () => true));
      const state = await lease.state('relay');
      expect(state?.token).toBe(1);
      expect(state?.beats).toBeGreaterThan(0);
    });

    test('tokens outlive a restart: an old holder never gets its token again', async () => {
      await lease.take('relay', undefined);
      await lease.take('relay', 1);
      await lease.beat('relay', 2);
      const reopened = await harness.reopen();
      expect(await reopened.state('relay')).toEqual({ token: 2, beats: 1 });
      expect(await reopened.take('relay', undefined)).toBeUndefined();
      expect(await reopened.take('relay', 2)).toEqual({ token: 3 });
    });
  });
}
