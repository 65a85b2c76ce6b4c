import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { createCallGate } from './call-gate.ts';

const open = new AbortController().signal;

test('first come, first served; a place that is left goes to who waits longest', async () => {
  const gate = createCallGate(2);
  expect([await gate.enter(1_000, open), await gate.enter(1_000, open)]).toEqual([true, true]);
  const order: string[] = [];
  const waiting = ['third', 'fourth'].map((name) => gate.enter(60_000, open).then((hasPlace) => order.push(`${name} ${hasPlace}`)));
  gate.leave();
  await waiting[0];
  expect(order).toEqual(['third true']);
  gate.leave();
  await waiting[1];
  expect(order).toEqual(['third true', 'fourth true']);
});

test('who gives up, by time or by signal, takes no place with him and leaves nothing behind', async () => {
  const gate = createCallGate(1);
  const stop = new AbortController();
  await gate.enter(1_000, stop.signal);
  const late = gate.enter(10, stop.signal);
  expect(await late).toBe(false);
  const stopped = gate.enter(60_000, stop.signal);
  stop.abort();
  expect(await stopped).toBe(false);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  gate.leave();
  expect(await gate.enter(10, open)).toBe(true);
  expect(await gate.enter(10, open)).toBe(false);
});
