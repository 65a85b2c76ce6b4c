import { expect, test } from '@jest/globals';
import { fullJitter } from './full-jitter.ts';

const backOff = { baseMs: 100, maxMs: 30_000 };

test('the bound doubles with each try until it stands at the maximum', () => {
  const bounds = [1, 2, 3, 4, 9, 10, 11].map((attempt) => fullJitter(attempt, backOff, 0.999_999));
  expect(bounds).toEqual([99, 199, 399, 799, 25_599, 29_999, 29_999]);
});

test('the wait is anything below the bound', () => {
  expect(fullJitter(3, backOff, 0)).toBe(0);
  expect(fullJitter(3, backOff, 0.25)).toBe(100);
  expect(fullJitter(3, backOff, 0.5)).toBe(200);
});

test('tries without end keep the wait finite', () => {
  expect(fullJitter(5_000, backOff, 0.5)).toBe(15_000);
});
