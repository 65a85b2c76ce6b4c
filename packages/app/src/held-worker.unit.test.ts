import { describe, expect, it } from '@jest/globals';
import { heldWorker, holdNothing, type Hold } from './held-worker.ts';
import type { Worker } from './hold-lease.ts';

type Made = Worker & { readonly number: number };

/** Workers that run until they are stopped, and are counted. */
function workshop() {
  let made = 0;
  return (): Made => {
    const end = Promise.withResolvers<void>();
    return { number: (made += 1), run: () => end.promise, stop: async () => end.resolve() };
  };
}

describe('a held worker', () => {
  it('without a lease it is there from the start, and gone when it has ended', async () => {
    const held = heldWorker('relay', workshop(), holdNothing);
    expect(held.current()?.number).toBe(1);
    const running = held.run();
    await held.stop();
    expect(await running).toBeUndefined();
    expect(held.current()).toBeUndefined();
  });

  it('under a lease there is none before the process holds it; each holding has one of its own', async () => {
    const grants: (() => Worker)[] = [];
    const names: string[] = [];
    const hold: Hold = (name, worker) => {
      names.push(name);
      grants.push(worker);
      return { run: () => Promise.reject(new Error('not of this test')), stop: async () => undefined };
    };
    const held = heldWorker('projector-cases_v1', workshop(), hold);
    expect(names).toEqual(['projector-cases_v1']);
    expect(held.current()).toBeUndefined();
    for (const number of [1, 2]) {
      const worker = grants[0]?.();
      expect(held.current()?.number).toBe(number);
      const running = worker?.run();
      await worker?.stop();
      await running;
      expect(held.current()).toBeUndefined();
    }
  });

  it('a worker that fails is gone, and its failure goes on', async () => {
    const held = heldWorker('relay', () => ({ run: () => Promise.reject(new TypeError('a bug')), stop: async () => undefined }), holdNothing);
    await expect(held.run()).rejects.toThrow(TypeError);
    expect(held.current()).toBeUndefined();
  });
});
