import { expect, test } from '@jest/globals';
import { churn } from './testing/churn.ts';

const seed = Date.now() % 100_000;

test(`20 cuts under eight writers and a reader: stored = acknowledged = seen, in one order (seed ${seed})`, async () => {
  const { acknowledged, stored, seen, repeated, ...rest } = await churn(20, seed);
  expect(acknowledged).toEqual(stored);
  expect(seen).toEqual(stored);
  expect(new Set(stored.map((line) => line.split(' ')[1])).size).toBe(stored.length);
  expect(rest).toEqual({ cuts: 20, strange: [], slowestMs: expect.any(Number), leftOpen: 0 });
  expect(rest.slowestMs).toBeLessThan(2_500);
  expect(stored.length).toBeGreaterThan(100);
  expect(repeated).toBeGreaterThan(20); // the cuts were felt
}, 60_000);
