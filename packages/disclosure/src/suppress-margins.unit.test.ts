import { describe, expect, it } from '@jest/globals';
import { suppressMargins } from './suppress-margins.ts';

const margin = (name: string, cells: Record<string, number>) => ({ name, cells: Object.entries(cells).map(([code, value]) => ({ code, value })) });

describe('suppressMargins (domain.md 5.4)', () => {
  it('D-02: shows total, sex and minority of COMPASS 2022, and withholds boys and girls whole, because of 5 women', () => {
    const margins = [
      margin('total', { ALL: 220 }),
      margin('sex', { M: 157, F: 63 }),
      margin('minority', { CHILD: 196, ADULT: 24 }),
      margin('fourway', { BOY: 138, GIRL: 58, MAN: 19, WOMAN: 5 }),
    ];
    expect(suppressMargins(margins, 11)).toEqual([
      { name: 'total', shown: true, cells: [{ code: 'ALL', value: 220 }] },
      { name: 'sex', shown: true, cells: [{ code: 'M', value: 157 }, { code: 'F', value: 63 }] },
      { name: 'minority', shown: true, cells: [{ code: 'CHILD', value: 196 }, { code: 'ADULT', value: 24 }] },
      { name: 'fourway', shown: false, withheldBecause: 'CELL_BELOW_K', cells: [] },
    ]);
  });

  it('11 is shown, 10 is not', () => {
    expect(suppressMargins([margin('total', { ALL: 11 }), margin('total', { ALL: 10 })], 11).map((each) => each.shown)).toEqual([true, false]);
  });

  it('withholds a margin of nobody', () => {
    expect(suppressMargins([margin('total', {})], 11)).toEqual([{ name: 'total', shown: false, withheldBecause: 'CELL_BELOW_K', cells: [] }]);
  });

  it('a release may be stricter than k = 11, never laxer', () => {
    expect(suppressMargins([margin('total', { ALL: 15 })], 20)[0]?.shown).toBe(false);
    expect(() => suppressMargins([], 10)).toThrow(RangeError);
    expect(() => suppressMargins([], Number.NaN)).toThrow(RangeError);
  });
});
