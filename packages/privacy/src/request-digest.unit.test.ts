import { expect, test } from '@jest/globals';
import type { KeyClass } from '@amana/ports/keyring';
import type { OpenedPart } from './open-event.ts';
import { findRequestDigest, withRequestDigest } from './request-digest.ts';
import type { UnsealedPart } from './seal-event.ts';

const part = (cls: KeyClass, values: UnsealedPart['values'] = { '/a': 1 }, subjectId = 'person'): UnsealedPart => ({
  subjectId,
  class: cls,
  values,
});
const withDigest = (cls: KeyClass, subjectId = 'person') => part(cls, { '/a': 1, '/~request': 'digest' }, subjectId);
const open = (values: UnsealedPart['values']): OpenedPart => ({ subjectId: 'person', class: 'identity', state: 'open', values });
const clearEvent = { name: 'clear', parts: [] };

test('where the command seals nothing, the digest stands in clear and no event is changed', () => {
  const events = [clearEvent, { name: 'empty', parts: [part('identity', {})] }];
  expect(withRequestDigest(events, 'digest')).toEqual({ events, clear: 'digest' });
  expect(withRequestDigest([], 'digest')).toEqual({ events: [], clear: 'digest' });
});

test('else it stands in the first event that seals, in no other, and not in clear', () => {
  const first = { name: 'first', parts: [part('identity')] };
  const second = { name: 'second', parts: [part('identity')] };
  const placed = withRequestDigest([clearEvent, first, second], 'digest');
  expect(placed).toEqual({ events: [clearEvent, { name: 'first', parts: [withDigest('identity')] }, second] });
  expect('clear' in placed).toBe(false);
  expect(first.parts).toEqual([part('identity')]); // what was given stays as it was
});

test('also where a later event has an identity part and the first has none', () => {
  const placed = withRequestDigest([{ parts: [part('statistic')] }, { parts: [part('identity')] }], 'digest');
  expect(placed.events).toEqual([{ parts: [withDigest('statistic')] }, { parts: [part('identity')] }]);
});

test.each<[string, UnsealedPart[], UnsealedPart[]]>([
  [
    'identity before justice and statistic',
    [part('statistic'), part('justice'), part('identity')],
    [part('statistic'), part('justice'), withDigest('identity')],
  ],
  ['justice before statistic', [part('statistic'), part('justice')], [part('statistic'), withDigest('justice')]],
  ['statistic where there is no other', [part('statistic')], [withDigest('statistic')]],
  ['never a part without values', [part('identity', {}), part('statistic')], [part('identity', {}), withDigest('statistic')]],
  [
    'the subject that is mentioned first',
    [part('identity'), part('identity', { '/b': 2 }, 'carer')],
    [withDigest('identity'), part('identity', { '/b': 2 }, 'carer')],
  ],
])('within the event: %s', (_rule, parts, expected) => {
  expect(withRequestDigest([{ parts }], 'digest')).toEqual({ events: [{ parts: expected }] });
});

test('it is found again in the part that holds it, and nowhere else', () => {
  const withheld: OpenedPart = { subjectId: 'person', class: 'statistic', state: 'withheld' };
  expect(findRequestDigest([withheld, open({ '/a': 1 }), open({ '/~request': 'digest' })])).toBe('digest');
  expect(findRequestDigest([withheld, open({ '/a': 1 })])).toBeUndefined();
  expect(findRequestDigest([])).toBeUndefined();
});
