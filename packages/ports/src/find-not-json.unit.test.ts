import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { findNotJson } from './find-not-json.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'end' : { deeper: nested(depth - 1) });

test.each([
  ['every kind of JSON', { a: [null, true, 0, -1, 0.1, 5e-324, 2 ** 53 - 1, -(2 ** 53 - 1), '', '\u0000', '🜁', { é: [] }] }],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
  ['an object of another realm', runInNewContext('({ a: [{ b: 1 }] })')],
  ['a key named __proto__', JSON.parse('{"__proto__":{"a":1}}')],
  ['64 levels', nested(64)],
])('%s is storable', (_, value) => {
  expect(findNotJson(value)).toBeUndefined();
});

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

test.each([
  ['undefined', { a: { b: undefined } }, '/a/b: undefined'],
  ['a hole', { a: Object.assign([1], { length: 2 }) }, '/a/1: undefined'],
  ['NaN', { a: Number.NaN }, '/a: not a finite number'],
  ['an infinity', { a: [-Infinity] }, '/a/0: not a finite number'],
  ['-0', { a: -0 }, '/a: -0'],
  ['an integer beyond 2^53', { a: 2 ** 53 }, '/a: an integer beyond 2^53'],
  ['a negative one', { a: -(2 ** 53) }, '/a: an integer beyond 2^53'],
  ['a huge one', { a: 1e300 }, '/a: an integer beyond 2^53'],
  ['a lone surrogate', { a: 'x\ud800' }, '/a: a lone surrogate'],
  ['a lone surrogate in a key', { a: { 'x\udc00': 1 } }, '/a: a lone surrogate in a key'],
  ['a bigint', { a: 1n }, '/a: bigint'],
  ['a function', { toJSON: () => 'else' }, '/toJSON: function'],
  ['a symbol', [Symbol('s')], '/0: symbol'],
  ['a Date', { a: new Date(0) }, '/a: an instance of a class'],
  ['a Date of another realm', { a: runInNewContext('new Date(0)') }, '/a: an instance of a class'],
  ['a Map', { a: new Map() }, '/a: an instance of a class'],
  ['a boxed text', { a: Object('boxed') }, '/a: an instance of a class'],
  ['65 levels', nested(65), `${'/deeper'.repeat(64)}: nested too deeply`],
  ['a cycle', cycle, `${'/self'.repeat(64)}: nested too deeply`],
])('%s is not', (_, value, fault) => {
  expect(findNotJson(value)).toBe(fault);
});
