import { describe, expect, test } from '@jest/globals';
import { ctdcAgeBand, ctdcAgeBandOf } from './cl-03-ctdc-age-band.ts';
import { fourwayOf } from './cl-03-fourway.ts';
import { minority, minorityOf } from './cl-03-minority.ts';
import { primeroAgeBand, primeroAgeBandOf } from './cl-03-primero-age-band.ts';
import { unhcrAgeBand, unhcrAgeBandOf } from './cl-03-unhcr-age-band.ts';

describe('CL-03 age groups', () => {
  test.each([
    [undefined, 'UNK', 'UNK', 'UNK', 'UNK'],
    [Number.NaN, 'UNK', 'UNK', 'UNK', 'UNK'],
    [-1, 'UNK', 'UNK', 'UNK', 'UNK'],
    [0, 'CHILD', '0--8', '0-5', '0-4'],
    [4, 'CHILD', '0--8', '0-5', '0-4'],
    [5, 'CHILD', '0--8', '0-5', '5-11'],
    [6, 'CHILD', '0--8', '6-11', '5-11'],
    [8, 'CHILD', '0--8', '6-11', '5-11'],
    [9, 'CHILD', '9--17', '6-11', '5-11'],
    [11, 'CHILD', '9--17', '6-11', '5-11'],
    [12, 'CHILD', '9--17', '12-17', '12-17'],
    [17, 'CHILD', '9--17', '12-17', '12-17'],
    [17.99, 'CHILD', '9--17', '12-17', '12-17'],
    [18, 'ADULT', '18--20', '18+', '18-59'],
    [20, 'ADULT', '18--20', '18+', '18-59'],
    [21, 'ADULT', '21--23', '18+', '18-59'],
    [24, 'ADULT', '24--26', '18+', '18-59'],
    [29, 'ADULT', '27--29', '18+', '18-59'],
    [30, 'ADULT', '30--38', '18+', '18-59'],
    [39, 'ADULT', '39--47', '18+', '18-59'],
    [47, 'ADULT', '39--47', '18+', '18-59'],
    [48, 'ADULT', '48+', '18+', '18-59'],
    [59, 'ADULT', '48+', '18+', '18-59'],
    [60, 'ADULT', '48+', '18+', '60+'],
    [104, 'ADULT', '48+', '18+', '60+'],
  ] as const)('at %p years: %s, %s, %s, %s', (ageYears, ...bands) => {
    expect([minorityOf(ageYears), ctdcAgeBandOf(ageYears), primeroAgeBandOf(ageYears), unhcrAgeBandOf(ageYears)]).toEqual(bands);
  });

  test('18 is a cut of every scheme, and bands stand in ascending order', () => {
    for (const list of [minority, ctdcAgeBand, primeroAgeBand, unhcrAgeBand]) {
      const cuts = Object.values(list.codes).flatMap((band) =>
        'fromYears' in band && band.fromYears !== undefined ? [band.fromYears] : [],
      );
      expect(cuts).toContain(18);
      expect(cuts[0]).toBe(0);
      expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
    }
  });

  test.each([
    ['F', 'ADULT', 'WOMAN'],
    ['M', 'ADULT', 'MAN'],
    ['F', 'CHILD', 'GIRL'],
    ['M', 'CHILD', 'BOY'],
    ['F', 'UNK', 'UNK'],
    ['M', 'UNK', 'UNK'],
    ['X', 'ADULT', 'UNK'],
    ['U', 'CHILD', 'UNK'],
  ] as const)('sex %s, %s: %s', (sex, byMinority, expected) => {
    expect(fourwayOf(sex, byMinority)).toBe(expected);
  });
});
