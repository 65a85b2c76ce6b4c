import { describe, expect, it } from '@jest/globals';
import { recordedFact } from '@amana/domain/testing/recorded-fact';
import type { Metadata } from '@amana/domain/metadata';
import { happenedUntil, knownAt } from './known-at.ts';

const at = (recordedAt: string, clock: Metadata['clock'] = 'ok') => ({ recordedAt: `2022-06-${recordedAt}:00.000Z`, clock });
const events = (...metadata: Partial<Metadata>[]) =>
  metadata.map((part, i) => recordedFact({ type: 'CaseOpened', data: {}, metadata: part }, i));
const on = (value: string, precision: Metadata['occurredAt']['precision']) => ({ occurredAt: { value, precision, zone: 'Africa/Niamey' } });
const revisions = (found: readonly { revision: number }[]) => found.map(({ revision }) => revision);

describe('what was known at an instant (I-103)', () => {
  const straight = events(at('01T08:00'), at('02T08:00'), at('03T08:00'));
  it.each([
    ['2022-06-01T07:59:59.999Z', []],
    ['2022-06-01T08:00:00.000Z', [0]],
    ['2022-06-02T23:00:00.000Z', [0, 1]],
    ['2022-06-03T08:00:00+00:00', [0, 1, 2]],
  ])('at %s: %j', (instant, known) => {
    expect(revisions(knownAt(straight, instant))).toEqual(known);
  });

  it('a clock that went back does not make a later event known earlier than the one before it', () => {
    const jumped = events(at('01T08:00'), at('05T08:00'), at('02T08:00'));
    expect(revisions(knownAt(jumped, '2022-06-03T00:00:00Z'))).toEqual([0]);
    expect(revisions(knownAt(jumped, '2022-06-05T08:00:00Z'))).toEqual([0, 1, 2]);
  });

  it('a time that is not confirmed neither hides what follows nor counts itself', () => {
    const unsure = events(at('01T08:00'), at('30T08:00', 'unconfirmed'), at('02T08:00'));
    expect(revisions(knownAt(unsure, '2022-06-02T08:00:00Z'))).toEqual([0, 1, 2]);
    expect(revisions(knownAt(unsure, '2022-06-01T08:00:00Z'))).toEqual([0, 1]);
  });

  it('of a stream without a confirmed time everything is known, and of an empty one nothing', () => {
    expect(revisions(knownAt(events(at('09T08:00', 'unconfirmed')), '2022-06-01T00:00:00Z'))).toEqual([0]);
    expect(knownAt([], '2022-06-01T00:00:00Z')).toEqual([]);
  });
});

describe('what had certainly happened by the end of a day', () => {
  it.each([
    ['the day itself', on('2022-06-03', 'day'), true],
    ['the day after', on('2022-06-04', 'day'), false],
    ['its last second in Niamey, an hour before UTC’s', on('2022-06-03T22:59:59.999Z', 'instant'), true],
    ['the first of the next day there, still the same day in UTC', on('2022-06-03T23:00:00.000Z', 'instant'), false],
    ['the month before', on('2022-05', 'month'), true],
    ['the month that the day lies in', on('2022-06', 'month'), false],
    ['the year', on('2022', 'year'), false],
    ['nothing is known of the day', on('', 'unknown'), false],
  ])('%s', (_what, occurred, counts) => {
    expect(happenedUntil(events(occurred), '2022-06-03')).toHaveLength(counts ? 1 : 0);
  });

  it('leaves the others in their order, also where a late entry stands between', () => {
    const late = events(on('2022-06-01', 'day'), on('2022-06-09', 'day'), on('2022-06-02', 'day'));
    expect(revisions(happenedUntil(late, '2022-06-03'))).toEqual([0, 2]);
  });
});
