import { expect, test } from '@jest/globals';
import { backoffMs } from './retry.ts';

const at = (random: number) => ({ baseMs: 100, maxMs: 1_000, random: () => random });

test('the longest wait doubles with each failed try until it meets the bound', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, at(0.999_999)))).toEqual([99, 199, 399, 799, 999, 999]);
});

test('full jitter: the wait is a share of the bound, from nothing on', () => {
  expect([0, 0.25, 0.5].map((random) => backoffMs(2, at(random)))).toEqual([0, 50, 100]);
});

test('after very many tries the wait is still the bound', () => {
  expect(backoffMs(5_000, at(0.5))).toBe(500);
});
