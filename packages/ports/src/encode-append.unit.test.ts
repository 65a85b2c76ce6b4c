import { expect, test } from '@jest/globals';
import { encodeAppend } from './encode-append.ts';
import type { ExpectedRevision, NewEvent } from './event-store.ts';

const event: NewEvent = { id: '0198c0de-0000-7000-8000-000000000001', type: 'CaseOpened', data: { a: 1 }, metadata: {} };
const other = { ...event, id: '0198c0de-0000-7000-8000-000000000002' };
const names = 'name has 1 to 250 characters, none of them a control character, and does not begin with $';

/** An append whose data and metadata have exactly this many bytes. */
const ofBytes = (bytes: number): NewEvent => ({ ...event, data: { a: `é${'x'.repeat(bytes - '{"a":"é"}{}'.length - 1)}` } });

test('an append that every store can hold is given back as text, in its order', () => {
  expect(encodeAppend('case-1', 'no-stream', [{ ...other, data: { b: [null, 'é'], a: 1 } }, event])).toEqual([
    { id: other.id, type: 'CaseOpened', data: '{"b":[null,"é"],"a":1}', metadata: '{}' },
    { id: event.id, type: 'CaseOpened', data: '{"a":1}', metadata: '{}' },
  ]);
});

test('names up to 250 characters and appends up to 1,000,000 bytes fit', () => {
  expect(encodeAppend('é'.repeat(250), 0, [{ ...event, type: 'T'.repeat(250) }])).toHaveLength(1);
  expect(encodeAppend('case-1', 0, [ofBytes(1_000_000)])).toHaveLength(1);
});

test.each<[string, string, ExpectedRevision, NewEvent[], string]>([
  ['no events', 'case-1', 0, [], 'case-1: an append needs at least one event'],
  ['an id twice', 'case-1', 0, [event, other, event], 'case-1: an event id stands twice in one append'],
  ['an id in upper case', 'case-1', 0, [{ ...event, id: event.id.toUpperCase() }], 'CaseOpened: an event id is a UUID in lower case'],
  ['an id that is no UUID', 'case-1', 0, [{ ...event, id: 'abc' }], 'CaseOpened: an event id is a UUID in lower case'],
  ['a revision of -1', 'case-1', -1, [event], "case-1: an expected revision is an integer from 0 on, or 'no-stream'"],
  ['half a revision', 'case-1', 0.5, [event], "case-1: an expected revision is an integer from 0 on, or 'no-stream'"],
  ['an empty stream name', '', 0, [event], `a stream ${names}`],
  ['a long stream name', 'x'.repeat(251), 0, [event], `a stream ${names}`],
  ['a stream name of the store itself', '$all', 0, [event], `a stream ${names}`],
  ['a control character in a stream name', 'case\u0000', 0, [event], `a stream ${names}`],
  ['a lone surrogate in a stream name', 'case\ud800', 0, [event], `a stream ${names}`],
  ['a type of the store itself', 'case-1', 0, [{ ...event, type: '$metadata' }], `a type ${names}`],
  ['a value in data', 'case-1', 0, [{ ...event, data: { n: Number.NaN } }], 'CaseOpened: data/n: not a finite number'],
  ['a value in metadata', 'case-1', 0, [{ ...event, metadata: { n: -0 } }], 'CaseOpened: metadata/n: -0'],
  ['data that is a list', 'case-1', 0, [{ ...event, data: [] as never }], 'CaseOpened: data is not an object'],
  ['data that is missing', 'case-1', 0, [{ ...event, data: null as never }], 'CaseOpened: data is not an object'],
  [
    'a byte too many',
    'case-1',
    0,
    [ofBytes(999_999), { ...other, data: {}, metadata: {} }],
    'case-1: an append of 1000003 bytes; at most 1000000 fit',
  ],
])('%s is refused', (...[, stream, expected, events, message]) => {
  expect(() => encodeAppend(stream, expected, events)).toThrow(expect.objectContaining({ name: 'NotStorable', retryable: false, message }));
});
