import { describe, expect, it } from '@jest/globals';
import type { Precision } from '../partial-date-time.ts';
import { daysOf, firstNightIn, liesIn, overlaps } from './period.ts';

const NIAMEY = 'Africa/Niamey';
const year = { from: '2022-01-01', to: '2022-12-31' };
const at = (value: string, precision: Precision, zone = NIAMEY) => ({ value, precision, zone });

describe('days of a time', () => {
  it('an instant is read in the zone of the centre: New Year in Niamey is 23:00 UTC of the old year', () => {
    expect(daysOf(at('2021-12-31T22:59:59.999Z', 'instant'), NIAMEY)).toEqual({ from: '2021-12-31', to: '2021-12-31' });
    expect(daysOf(at('2021-12-31T23:00:00Z', 'instant'), NIAMEY)).toEqual({ from: '2022-01-01', to: '2022-01-01' });
    expect(daysOf(at('2022-12-31T23:00:00Z', 'instant'), NIAMEY)).toEqual({ from: '2023-01-01', to: '2023-01-01' });
  });

  it('an instant is read in the zone that is asked for, not in that of its record', () => {
    expect(daysOf(at('2021-12-31T23:30:00Z', 'instant', NIAMEY), 'Africa/Bamako')).toEqual({ from: '2021-12-31', to: '2021-12-31' });
  });

  it.each(['Africa/Bamako', NIAMEY, 'Asia/Tokyo', 'America/New_York'])('a day that was meant in %s stays that day in Niamey', (zone) => {
    expect(daysOf(at('2022-01-01', 'day', zone), NIAMEY)).toEqual({ from: '2022-01-01', to: '2022-01-01' });
  });

  it('a month and a year are all of their days', () => {
    expect(daysOf(at('2024-02', 'month'), NIAMEY)).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(daysOf(at('2022', 'year', 'Asia/Tokyo'), NIAMEY)).toEqual(year);
  });

  it('of an unknown time nothing is known', () => {
    expect(daysOf(at('', 'unknown'), NIAMEY)).toBeUndefined();
  });
});

describe('what lies in a period', () => {
  it.each([
    ['its first day', { from: '2022-01-01', to: '2022-01-01' }, true],
    ['its last day', { from: '2022-12-31', to: '2022-12-31' }, true],
    ['all of it', year, true],
    ['the day before', { from: '2021-12-31', to: '2021-12-31' }, false],
    ['the day behind', { from: '2023-01-01', to: '2023-01-01' }, false],
    ['what may have begun before', { from: '2021-12-01', to: '2022-01-15' }, false],
    ['what may have ended behind', { from: '2022-12-15', to: '2023-01-15' }, false],
    ['what is unknown', undefined, false],
  ])('%s', (_what, days, lies) => {
    expect(liesIn(days, year)).toBe(lies);
  });

  it.each([
    [{ from: '2022-12-31', to: '2023-06-30' }, true],
    [{ from: '2023-01-01', to: '2023-06-30' }, false],
    [{ from: '2021-01-01', to: '2022-01-01' }, true],
    [{ from: '2021-01-01', to: '2021-12-31' }, false],
    [{ from: '2022-05-01', to: '2022-05-02' }, true],
  ])('%j overlaps the year: %s, whichever is asked first', (other, expected) => {
    expect(overlaps(other, year)).toBe(expected);
    expect(overlaps(year, other)).toBe(expected);
  });
});

const night = (from: string, until?: string) => firstNightIn({ from, until }, year);

describe('first night of a stay in a period', () => {
  it('a stay that ended on the day it began has none', () => {
    expect(night('2022-05-05', '2022-05-05')).toBeUndefined();
  });

  it('is named by its evening', () => {
    expect(night('2022-05-05', '2022-05-06')).toBe('2022-05-05');
  });

  it('a stay across the whole period has its first night on the first day', () => {
    expect(night('2021-06-01', '2023-06-01')).toBe('2022-01-01');
  });

  it('a stay that lasts has one, if it began by the last day', () => {
    expect(night('2022-12-31')).toBe('2022-12-31');
    expect(night('2021-06-01')).toBe('2022-01-01');
    expect(night('2023-01-01')).toBeUndefined();
  });

  it('the night to New Year belongs to the old year', () => {
    expect(night('2021-12-31', '2022-01-01')).toBeUndefined();
    expect(night('2021-12-31', '2022-01-02')).toBe('2022-01-01');
    expect(night('2022-12-31', '2023-01-01')).toBe('2022-12-31');
    expect(night('2023-01-01', '2023-01-05')).toBeUndefined();
  });
});
