import { expect, test } from '@jest/globals';
import { createWakeUp } from './wake-up.ts';

const hour = 3_600_000;

test('wake ends the waits of all who wait', async () => {
  const wakeUp = createWakeUp();
  const waits = Promise.all([wakeUp.wait({ timeoutMs: hour }), wakeUp.wait({ timeoutMs: hour })]);
  wakeUp.wake();
  await waits;
});

test('a wait ends by itself', async () => {
  await createWakeUp().wait({ timeoutMs: 1 });
});

test('the signal ends a wait, also one that was given before', async () => {
  const wakeUp = createWakeUp();
  const aborter = new AbortController();
  const wait = wakeUp.wait({ timeoutMs: hour, signal: aborter.signal });
  aborter.abort();
  await wait;
  await wakeUp.wait({ timeoutMs: hour, signal: aborter.signal });
});

test('a time longer than a timer can hold is no reason to end at once', async () => {
  const wakeUp = createWakeUp();
  const ended: string[] = [];
  const wait = wakeUp.wait({ timeoutMs: 2 ** 40 }).then(() => ended.push('ended'));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(ended).toEqual([]);
  wakeUp.wake();
  await wait;
});

test('a wake-up is for those who wait now, not for those who come later', async () => {
  const wakeUp = createWakeUp();
  wakeUp.wake();
  const later: string[] = [];
  const wait = wakeUp.wait({ timeoutMs: hour }).then(() => later.push('woken'));
  await new Promise(setImmediate);
  expect(later).toEqual([]);
  wakeUp.wake();
  await wait;
});
