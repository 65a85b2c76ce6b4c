import { expect, test } from '@jest/globals';
import { createWakeUp } from './wake-up.ts';

const hour = 3_600_000;
const never = new AbortController().signal;

test('wake ends the waits of all who wait', async () => {
  const wakeUp = createWakeUp();
  const waits = Promise.all([wakeUp.wait(hour, never), wakeUp.wait(hour, never)]);
  wakeUp.wake();
  await waits;
});

test('a wait ends by itself', async () => {
  await createWakeUp().wait(1, never);
});

test('the signal ends a wait, also one that was given before', async () => {
  const wakeUp = createWakeUp();
  const aborter = new AbortController();
  const wait = wakeUp.wait(hour, aborter.signal);
  aborter.abort();
  await wait;
  await wakeUp.wait(hour, aborter.signal);
});

test('a wake-up is for those who wait now, not for those who come later', async () => {
  const wakeUp = createWakeUp();
  wakeUp.wake();
  const later: string[] = [];
  const wait = wakeUp.wait(hour, never).then(() => later.push('woken'));
  await new Promise(setImmediate);
  expect(later).toEqual([]);
  wakeUp.wake();
  await wait;
});
