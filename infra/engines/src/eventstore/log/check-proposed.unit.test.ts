import { expect, test } from '@jest/globals';
import { checkProposed } from './check-proposed.ts';

const id = '0192aa3e-0000-7000-8000-000000000001';
const bytes = (text: string): Uint8Array => Buffer.from(text);
const event = { id, type: 'T', isJson: true, data: bytes('{"a":1}'), metadata: bytes('{}') };

test('objects pass, and nothing at all', () => {
  expect(checkProposed('s', [event, { ...event, data: bytes(''), metadata: bytes('') }])).toBeUndefined();
  expect(checkProposed('s', [])).toBeUndefined();
});

test.each([
  ['a stream without a name', '', event],
  ['a type without a name', 's', { ...event, type: '' }],
  ['an id that is no UUID', 's', { ...event, id: 'x' }],
  ['the id of zeros', 's', { ...event, id: '00000000-0000-0000-0000-000000000000' }],
])('what a node takes for a bad request: %s', (_, stream, bad) => {
  expect(checkProposed(stream, [event, bad])).toEqual({ kind: 'bad' });
});

test.each([
  ['a JSON text', { data: bytes('"text"') }],
  ['null', { data: bytes('null') }],
  ['an array', { metadata: bytes('[1]') }],
  ['no JSON', { data: bytes('{"a":') }],
  ['a byte order mark', { data: bytes('\uFEFF{}') }],
  ['bytes that are no UTF-8', { metadata: Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d) }],
])('what this log cannot keep is refused, though a node would take it: %s', (_, part) => {
  expect(checkProposed('s', [{ ...event, ...part }])).toEqual({
    kind: 'not-storable',
    reason: 'this server stores JSON objects only, as data and as metadata',
  });
});
