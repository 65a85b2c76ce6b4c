import { expect, test } from '@jest/globals';
import { createAgedCache } from './aged-cache.ts';

test('the entry that was not asked for longest goes first', () => {
  const cache = createAgedCache<number>({ max: 2, maxAgeMs: 100, now: () => 0 });
  cache.set('a', 1, 0);
  cache.set('b', 2, 0);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3, 0);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
});

test('an entry is as old as the question that it answered, and use does not make it younger', () => {
  let now = 150;
  const cache = createAgedCache<number>({ max: 2, maxAgeMs: 100, now: () => now });
  cache.set('a', 1, 100);
  now = 199;
  expect(cache.get('a')).toBe(1);
  now = 200;
  expect(cache.get('a')).toBeUndefined();
  now = 150;
  expect(cache.get('a')).toBeUndefined(); // gone, not hidden
});

test('setting again replaces value and age; deleting removes', () => {
  let now = 0;
  const cache = createAgedCache<number>({ max: 2, maxAgeMs: 100, now: () => now });
  cache.set('a', 1, 0);
  cache.set('a', 2, 90);
  now = 150;
  expect(cache.get('a')).toBe(2);
  cache.delete('a');
  expect(cache.get('a')).toBeUndefined();
});
