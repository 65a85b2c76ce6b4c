import { describe, expect, it } from '@jest/globals';
import { ERASED, WITHHELD } from '../mark.ts';
import type { ZonedDateTime } from '../partial-date-time.ts';
import { isChildAt, isChildOn, leastAgeOn } from './age.ts';
import { assessed, person, recorded } from './fixtures.ts';
import type { AgeFact } from './state.ts';

const on = (value: string, precision: ZonedDateTime['precision'] = 'day', zone = 'Africa/Niamey'): ZonedDateTime => ({ value, precision, zone });
const bornIn = (birthYear: number): AgeFact => ({ kind: 'birth-year', birthYear });
const foundToBe = (ageYears: number, day: ZonedDateTime): AgeFact => ({ kind: 'assessed', ageYears, on: day });
const NOW = '2022-06-15T10:00:00.000Z';

describe('the least age that is certain', () => {
  it.each([
    ['2022-12-30', 17],
    ['2022-12-31', 18],
    ['2023-01-01', 18],
    ['2004-12-31', 0],
    ['2004-01-01', 0],
    ['1999-06-01', 0],
  ])('I-09: given the birth year 2004, the day %s is judged as if the birthday were the last day of the year: %i', (day, age) => {
    expect(leastAgeOn(bornIn(2004), day)).toBe(age);
  });

  it.each([
    ['2022-05-31', 16],
    ['2022-06-01', 17],
    ['2023-05-31', 17],
    ['2023-06-01', 18],
    ['2021-06-01', 16],
    ['2021-05-31', 15],
    ['1990-01-01', 0],
  ])('I-09: given 17 years found on 1 June 2022, on %s it is %i', (day, age) => {
    expect(leastAgeOn(foundToBe(17, on('2022-06-01')), day)).toBe(age);
  });

  it.each([
    ['2021-02-28', 17],
    ['2021-03-01', 18],
    ['2024-02-28', 20],
    ['2024-02-29', 21],
    ['2020-02-28', 16],
  ])('given 17 years found on a leap day, on %s it is %i', (day, age) => {
    expect(leastAgeOn(foundToBe(17, on('2020-02-29')), day)).toBe(age);
  });

  it('given an assessment known to the month or year only, the last day of it counts', () => {
    expect(leastAgeOn(foundToBe(17, on('2021-02', 'month')), '2022-02-27')).toBe(17);
    expect(leastAgeOn(foundToBe(17, on('2021-02', 'month')), '2022-02-28')).toBe(18);
    expect(leastAgeOn(foundToBe(17, on('2021', 'year')), '2022-12-30')).toBe(17);
    expect(leastAgeOn(foundToBe(17, on('2021', 'year')), '2022-12-31')).toBe(18);
  });

  it('given an assessment at an instant, the day is that of its zone', () => {
    const lateEvening = '2021-06-14T23:30:00Z';
    expect(leastAgeOn(foundToBe(17, on(lateEvening, 'instant', 'UTC')), '2022-06-14')).toBe(18);
    expect(leastAgeOn(foundToBe(17, on(lateEvening, 'instant')), '2022-06-14')).toBe(17);
  });

  it('given an assessment without a day, nothing is certain: it says of no day how old the person was', () => {
    expect(leastAgeOn(foundToBe(17, on('', 'unknown')), '2022-06-15')).toBeUndefined();
  });

  it('given nothing, or a mark in place of the value, nothing is certain', () => {
    const day = on('2022-06-01');
    expect(leastAgeOn(undefined, '2022-06-15')).toBeUndefined();
    for (const mark of [ERASED, WITHHELD]) {
      expect(leastAgeOn({ kind: 'birth-year', birthYear: mark }, '2022-06-15')).toBeUndefined();
      expect(leastAgeOn({ kind: 'assessed', ageYears: mark, on: day }, '2022-06-15')).toBeUndefined();
    }
  });
});

describe('a child', () => {
  it('I-09: is whoever may be under 18, and whoever has no age that is known', () => {
    expect(isChildOn(bornIn(2004), '2022-12-30')).toBe(true);
    expect(isChildOn(bornIn(2004), '2022-12-31')).toBe(false);
    expect(isChildOn(undefined, '2022-06-15')).toBe(true);
    expect(isChildOn({ kind: 'birth-year', birthYear: ERASED }, '2022-06-15')).toBe(true);
    expect(isChildOn({ kind: 'assessed', ageYears: WITHHELD, on: on('2022-06-01') }, '2022-06-15')).toBe(true);
  });

  it('is also a person without a record', () => {
    expect(isChildAt(undefined, on('2022-06-15'), NOW)).toBe(true);
    expect(isChildAt(person().state, on('2022-06-15'), NOW)).toBe(true);
  });

  const comesOfAge = person(assessed(18)).state;

  it('is judged as of the day on which it happened, not of its record', () => {
    expect(isChildAt(comesOfAge, on('2022-05-31'), NOW)).toBe(true);
    expect(isChildAt(comesOfAge, on('2022-06-01'), NOW)).toBe(false);
  });

  it('is judged by the first day that a rough time may mean', () => {
    expect(isChildAt(comesOfAge, on('2022-06', 'month'), NOW)).toBe(false);
    expect(isChildAt(comesOfAge, on('2022', 'year'), NOW)).toBe(true);
  });

  it('is judged as of now where the time is unknown, in its zone', () => {
    const unknown = on('', 'unknown');
    expect(isChildAt(comesOfAge, unknown, '2022-05-31T22:59:59.999Z')).toBe(true);
    expect(isChildAt(comesOfAge, unknown, '2022-05-31T23:00:00.000Z')).toBe(false);
    expect(isChildAt(comesOfAge, { ...unknown, zone: 'UTC' }, '2022-05-31T23:00:00.000Z')).toBe(true);
  });

  it('comes of age at midnight of the zone in which the day is meant, be it ahead of UTC or behind', () => {
    const of2004 = person(recorded({ birthYear: 2004 })).state;
    expect(isChildAt(of2004, on('2022-12-30T22:59:59Z', 'instant'), NOW)).toBe(true);
    expect(isChildAt(of2004, on('2022-12-30T23:00:00Z', 'instant'), NOW)).toBe(false);
    expect(isChildAt(of2004, on('2022-12-31T04:59:59Z', 'instant', 'America/New_York'), NOW)).toBe(true);
    expect(isChildAt(of2004, on('2022-12-31T05:00:00Z', 'instant', 'America/New_York'), NOW)).toBe(false);
  });
});
