import { describe, expect, it } from '@jest/globals';
import { createStreamQueue } from './stream-queue.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the queue of a stream', () => {
  it('runs the tasks of one stream one after the other, in the order in which they came', async () => {
    const inTurn = createStreamQueue();
    const seen: string[] = [];
    const gates = [0, 1, 2].map(() => Promise.withResolvers<string>());
    const all = gates.map((gate, n) =>
      inTurn('case-1', async () => {
        seen.push(`begin ${n}`);
        const answer = await gate.promise;
        seen.push(`end ${n}`);
        return answer;
      }),
    );
    gates[2]?.resolve('c');
    gates[1]?.resolve('b');
    await settled();
    expect(seen).toEqual(['begin 0']);
    gates[0]?.resolve('a');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('runs tasks of different streams side by side', async () => {
    const inTurn = createStreamQueue();
    const gate = Promise.withResolvers<void>();
    const held = inTurn('case-1', () => gate.promise);
    expect(await inTurn('case-2', async () => 'done')).toBe('done');
    gate.resolve();
    await held;
  });

  it('a task that fails tells its own caller only, and the next one runs', async () => {
    const inTurn = createStreamQueue();
    const failing = inTurn('case-1', () => Promise.reject(new Error('mine')));
    const next = inTurn('case-1', async () => 'done');
    await expect(failing).rejects.toThrow('mine');
    expect(await next).toBe('done');
  });

  it('a stream whose queue has emptied begins anew at once', async () => {
    const inTurn = createStreamQueue();
    await inTurn('case-1', async () => undefined);
    let began = false;
    const again = inTurn('case-1', async () => {
      began = true;
    });
    await Promise.resolve();
    expect(began).toBe(true);
    await again;
  });
});
