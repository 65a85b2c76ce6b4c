import { expect, test } from '@jest/globals';
import { checkKeyName, checkProjectionName } from './check-projection.ts';
import { checkRow } from './check-row.ts';
import type { Row } from './read-model-store.ts';

const row: Row = { stream: 'case-1', rowId: 'case', revision: 0, gone: false, keys: {}, body: {} };

test('a row that every engine can hold passes', () => {
  const keys = { agency: 'a', open: true, beds: 3, none: null, tags: ['x', ''] };
  expect(() => checkRow({ ...row, keys, body: { a: { b: [{ c: [1, 'é😀', null] }] }, pri$e: 0.1, kurz: '' } })).not.toThrow();
  expect(() => checkRow({ ...row, gone: true, revision: 7 })).not.toThrow();
});

test.each<[string, Partial<Row>, string]>([
  ['an array in an array', { body: { a: [[1]] } }, 'an array in an array'],
  ['an array in an array further down', { body: { a: [{ b: [1, []] }] } }, 'an array in an array'],
  ["'.' in a name of the body", { body: { a: { 'b.c': 1 } } }, "a name that is empty, begins with '$' or holds '.' or NUL"],
  ["'.' in a key", { keys: { 'b.c': 1 } }, "a name that is empty, begins with '$' or holds '.' or NUL"],
  ["a leading '$' in a name of the body", { body: { list: [{ $set: 1 }] } }, "a name that is empty, begins with '$' or holds '.' or NUL"],
  ["a leading '$' in a key", { keys: { $where: 'x' } }, "a name that is empty, begins with '$' or holds '.' or NUL"],
  ['an empty name', { body: { '': 1 } }, "a name that is empty, begins with '$' or holds '.' or NUL"],
  ['a NUL in a name', { body: { 'a\0': 1 } }, "a name that is empty, begins with '$' or holds '.' or NUL"],
  ['a NUL in a text', { body: { a: ['x\0y'] } }, 'a NUL character'],
  ['a NUL in a key', { keys: { a: '\0' } }, 'a NUL character'],
  ['a NUL in a list key', { keys: { a: ['x', '\0'] } }, 'a NUL character'],
  ['a NUL in a row id', { rowId: 'x\0' }, 'a NUL character'],
  ['half a surrogate pair', { body: { a: '\ud83d' } }, '/body/a: a lone surrogate'],
  ['what is not JSON', { body: { a: undefined as never } }, '/body/a: undefined'],
  ['an object as a key', { keys: { a: {} as never } }, 'a key is a text, a number, true, false, null or a list of texts'],
  ['a list of numbers as a key', { keys: { a: [1 as never] } }, 'a key is a text, a number, true, false, null or a list of texts'],
  ['NaN as a key', { keys: { a: Number.NaN } }, '/keys/a: not a finite number'],
  ['an empty row id', { rowId: '' }, 'an empty stream or row id'],
  ['an empty stream', { stream: '' }, 'an empty stream or row id'],
  ['a revision of -1', { revision: -1 }, 'a revision is an integer from 0 on'],
  ['half a revision', { revision: 0.5 }, 'a revision is an integer from 0 on'],
  ['a tombstone with a key', { gone: true, keys: { a: 1 } }, 'a tombstone with keys or a body'],
  ['a tombstone with a body', { gone: true, body: { a: 1 } }, 'a tombstone with keys or a body'],
])('%s is refused', (_, change, fault) => {
  const bad = { ...row, ...change };
  const message = `a row of ${JSON.stringify(bad.stream)} cannot be kept: ${fault}`;
  expect(() => checkRow(bad)).toThrow(expect.objectContaining({ name: 'NotStorable', retryable: false, message }));
});

test('names of projections and keys are plain', () => {
  for (const name of ['case-list_v1', 'beds_v12', 'a1-b2_v3']) expect(() => checkProjectionName(name)).not.toThrow();
  for (const name of ['', 'case-list', 'CaseList_v1', 'case-list_v0', 'case--list_v1', 'x"; DROP TABLE y; --_v1', `${'a'.repeat(50)}_v1`]) {
    expect(() => checkProjectionName(name)).toThrow(expect.objectContaining({ name: 'NotStorable', retryable: false }));
  }
  for (const key of ['agency', 'dueAt', 'bed1']) expect(() => checkKeyName(key)).not.toThrow();
  for (const key of ['', 'Agency', 'due_at', "a')", 'a.b', '$a', 'a'.repeat(51)]) {
    expect(() => checkKeyName(key)).toThrow(expect.objectContaining({ name: 'NotStorable', retryable: false }));
  }
});
