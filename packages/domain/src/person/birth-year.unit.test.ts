import { describe, expect, it } from '@jest/globals';
import { birthYearFits, withBirthYear } from './birth-year.ts';

const day = { value: '2010-03-04', precision: 'day' } as const;
const unknown = { value: '', precision: 'unknown' } as const;

describe('birth year and birth date', () => {
  it.each([
    [day],
    [{ value: '2010-03', precision: 'month' } as const],
    [{ value: '2010', precision: 'year' } as const],
  ])('a year that is not that of the date %j is refused', (birthdate) => {
    expect(birthYearFits({ birthdate, birthYear: 2010 })).toBeUndefined();
    expect(birthYearFits({ birthdate, birthYear: 2011 })).toEqual({ rejected: 'BIRTH_YEAR_CONTRADICTS', params: {}, pointers: ['/birthYear'] });
  });

  it('one of the two alone, or an unknown date, contradicts nothing', () => {
    expect(birthYearFits({})).toBeUndefined();
    expect(birthYearFits({ birthYear: 2010 })).toBeUndefined();
    expect(birthYearFits({ birthdate: day })).toBeUndefined();
    expect(birthYearFits({ birthdate: unknown, birthYear: 2010 })).toBeUndefined();
  });

  it('the year is taken from the date where it is not given, because figures need it without the date', () => {
    expect(withBirthYear({ birthdate: day })).toEqual({ birthdate: day, birthYear: 2010 });
    expect(withBirthYear({ birthdate: day, birthYear: 2010 })).toEqual({ birthdate: day, birthYear: 2010 });
    expect(withBirthYear({ birthYear: 2010 })).toEqual({ birthYear: 2010 });
    expect(withBirthYear({ birthdate: unknown })).toEqual({ birthdate: unknown });
    expect(withBirthYear({})).toEqual({});
  });
});
