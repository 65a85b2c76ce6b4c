import { describe, expect, it } from '@jest/globals';
import type { Counted } from './assisted.ts';
import { bandOf, figuresOf, marginsOf, type Figures } from './figures.ts';

const person = (more: Partial<Counted> = {}): Counted => ({
  person: 'person-1',
  assistedOn: '2022-03-01',
  reintegrated: false,
  sex: 'M',
  minority: 'CHILD',
  mayBeReported: true,
  erased: false,
  ...more,
});
const many = (count: number, more: Partial<Counted>) => Array.from({ length: count }, () => person(more));
const none = { M: 0, F: 0, X: 0, U: 0 };
const boys = many(138, {});
const girls = many(58, { sex: 'F' });
const men = many(19, { minority: 'ADULT' });
const women = many(5, { sex: 'F', minority: 'ADULT' });
const compass = figuresOf([...boys, ...girls, ...men, ...women]);

describe('figuresOf', () => {
  it('D-01: 157 and 63 are 220', () => {
    expect([compass.sex.M, compass.sex.F, compass.total]).toEqual([157, 63, 220]);
  });

  it('D-02: 138 boys and 58 girls are 196 children, and leave 19 men and 5 women', () => {
    expect(compass).toEqual({
      total: 220,
      sex: { ...none, M: 157, F: 63 },
      child: { ...none, M: 138, F: 58 },
      adult: { ...none, M: 19, F: 5 },
      ageUnknown: 0,
      reintegratedCohort: 0,
      reintegratedPeriod: 0,
      erased: 0,
    });
  });

  it('D-03: children are 196 of the 220 who were assisted in the year: a flow, 89.1 percent, never the share of who is present', () => {
    const children = compass.child.M + compass.child.F;
    expect(Math.round((children / compass.total) * 1000) / 10).toBe(89.1);
  });

  it('D-04: children are a part of the 220, not persons beside them', () => {
    for (const sex of ['M', 'F', 'X', 'U'] as const) expect(compass.child[sex] + compass.adult[sex]).toBe(compass.sex[sex]);
  });

  it('a sex that is unknown and an age that is unknown are shown as that, and in no other cell', () => {
    expect(figuresOf([person({ sex: 'U' }), person({ sex: 'X', minority: 'UNK' })])).toEqual({
      total: 2,
      sex: { ...none, X: 1, U: 1 },
      child: { ...none, U: 1 },
      adult: none,
      ageUnknown: 1,
      reintegratedCohort: 0,
      reintegratedPeriod: 0,
      erased: 0,
    });
  });

  it('IND-02: the cohort are those of the assisted who got support, the period all who got it', () => {
    const figures = figuresOf([person({ reintegrated: true }), person(), person({ assistedOn: undefined, reintegrated: true })]);
    expect([figures.total, figures.reintegratedCohort, figures.reintegratedPeriod]).toEqual([2, 1, 2]);
  });

  it('who was erased is no longer counted as assisted, and is said to be erased', () => {
    const figures = figuresOf([person(), person({ assistedOn: undefined, erased: true })]);
    expect([figures.total, figures.erased]).toEqual([1, 1]);
  });

  it('of nobody all figures are 0', () => {
    expect(figuresOf([])).toEqual({ total: 0, sex: none, child: none, adult: none, ageUnknown: 0, reintegratedCohort: 0, reintegratedPeriod: 0, erased: 0 });
  });
});

const sumOf = (cells: readonly { value: number }[]) => cells.reduce((all, { value }) => all + value, 0);

describe('marginsOf', () => {
  it('IND-01, IND-02: total, sex, minority, boys and girls beside men and women, and support beside no support', () => {
    expect(marginsOf({ ...compass, reintegratedCohort: 28 })).toEqual([
      {
        id: 'IND-01',
        margins: [
          { name: 'total', cells: [{ code: 'ALL', value: 220 }] },
          { name: 'sex', cells: [{ code: 'M', value: 157 }, { code: 'F', value: 63 }] },
          { name: 'minority', cells: [{ code: 'CHILD', value: 196 }, { code: 'ADULT', value: 24 }] },
          {
            name: 'fourway',
            cells: [{ code: 'BOY', value: 138 }, { code: 'GIRL', value: 58 }, { code: 'MAN', value: 19 }, { code: 'WOMAN', value: 5 }],
          },
        ],
      },
      { id: 'IND-02', margins: [{ name: 'reintegration', cells: [{ code: 'SUPPORTED', value: 28 }, { code: 'NOT_SUPPORTED', value: 192 }] }] },
    ]);
  });

  it('each margin adds up to the total, whatever is unknown of sex or age', () => {
    const figures: Figures = figuresOf([...boys, person({ sex: 'U' }), person({ sex: 'X', minority: 'ADULT' }), person({ minority: 'UNK', reintegrated: true })]);
    for (const { margins } of marginsOf(figures)) for (const { cells } of margins) expect(sumOf(cells)).toBe(141);
    const [first] = marginsOf(figures);
    expect(first?.margins.find(({ name }) => name === 'fourway')?.cells).toEqual([{ code: 'BOY', value: 138 }, { code: 'UNK', value: 3 }]);
    expect(first?.margins.find(({ name }) => name === 'minority')?.cells).toEqual([
      { code: 'CHILD', value: 139 },
      { code: 'ADULT', value: 1 },
      { code: 'UNK', value: 1 },
    ]);
  });

  it('of nobody every margin is empty', () => {
    expect(marginsOf(figuresOf([])).flatMap(({ margins }) => margins.map(({ cells }) => cells))).toEqual([[], [], [], [], []]);
  });
});

describe('bandOf (5.4)', () => {
  it.each([
    [0, '0'],
    [1, '1-10'],
    [10, '1-10'],
    [11, '11-50'],
    [50, '11-50'],
    [51, '51+'],
    [9_999, '51+'],
  ] as const)('%s is said as %s', (count, band) => {
    expect(bandOf(count)).toBe(band);
  });
});
