import { expect, test } from '@jest/globals';
import { checkAppend } from './check-append.ts';
import type { ExpectedRevision, NewEvent } from './event-store.ts';

const event: NewEvent = { id: '0198c0de-0000-7000-8000-000000000001', type: 'CaseOpened', data: { a: 1 }, metadata: {} };
const other = { ...event, id: '0198c0de-0000-7000-8000-000000000002' };
const names = 'name has 1 to 250 characters, none of them a control character, and does not begin with $';

test('an append that every store can hold passes', () => {
  expect(() => checkAppend('case-1', 'no-stream', [event, other])).not.toThrow();
  expect(() => checkAppend('é'.repeat(250), 0, [event])).not.toThrow();
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
])('%s is refused', (...[, stream, expected, events, message]) => {
  expect(() => checkAppend(stream, expected, events)).toThrow(expect.objectContaining({ name: 'NotStorable', retryable: false, message }));
});
