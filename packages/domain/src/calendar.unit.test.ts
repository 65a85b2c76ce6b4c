import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, addYears, dayOf, earliestInstantOf, isCalendarDay, isoInstant, isZone, latestInstantOf } from './calendar.ts';

const NIAMEY = 'Africa/Niamey';
/** With and without summer time, ahead and behind, whole and broken hours; clocks that change at midnight, a day that was left out. */
const zones = [
  NIAMEY,
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  'Asia/Gaza',
  'Africa/Cairo',
  'Atlantic/Azores',
  'Africa/Casablanca',
  'Pacific/Apia',
];
const iso = (value: string, zone: string) => [isoInstant(earliestInstantOf(value, zone)), isoInstant(latestInstantOf(value, zone))];
const days = fc.integer({ min: 0, max: 80_000 }).map((n) => addDays('1905-01-01', n));
const zone = fc.constantFrom(...zones);

describe('a day of the calendar', () => {
  it.each(['2022-06-15', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('is %s', (day) => {
    expect(isCalendarDay(day)).toBe(true);
  });

  it.each(['2022-02-30', '2022-02-29', '1900-02-29', '2100-02-29', '2022-13-01', '2022-00-10', '2022-04-31', '2022-01-00', '2022-1-1', '', 'today', '2022-06-15T'])('is not %j', (day) => {
    expect(isCalendarDay(day)).toBe(false);
  });

  it.each([
    ['2022-12-31', 1, '2023-01-01'],
    ['2023-01-01', -1, '2022-12-31'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2022-02-28', 1, '2022-03-01'],
    ['2022-06-15', 0, '2022-06-15'],
    ['2022-06-15', 365, '2023-06-15'],
  ])('%s and %i days is %s', (day, count, result) => {
    expect(addDays(day, count)).toBe(result);
  });

  it.each([
    ['2022-06-15', 10, '2032-06-15'],
    ['2024-02-29', 10, '2034-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2096-02-29', 4, '2100-02-28'],
    ['0099-12-31', 1, '0100-12-31'],
  ])('%s and %i years is %s', (day, count, result) => {
    expect(addYears(day, count)).toBe(result);
  });
});

describe('a zone', () => {
  it.each([...zones, 'Africa/Porto-Novo', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1'])('is %s', (name) => {
    expect(isZone(name)).toBe(true);
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'Africa/Zinder', 'Niamey Time', '+01:00', 'Africa/', '/Niamey', 'Africa/Niamey; drop', 'Africa//Niamey'])('is not %j', (name) => {
    expect(isZone(name)).toBe(false);
  });
});

describe('the span of a day, month or year in a zone', () => {
  it('in Niamey is an hour ahead of UTC all year, also over New Year', () => {
    expect(iso('2022-06-15', NIAMEY)).toEqual(['2022-06-14T23:00:00.000Z', '2022-06-15T22:59:59.999Z']);
    expect(iso('2022-12-31', NIAMEY)).toEqual(['2022-12-30T23:00:00.000Z', '2022-12-31T22:59:59.999Z']);
    expect(iso('2022-12', NIAMEY)).toEqual(['2022-11-30T23:00:00.000Z', '2022-12-31T22:59:59.999Z']);
    expect(iso('2022', NIAMEY)).toEqual(['2021-12-31T23:00:00.000Z', '2022-12-31T22:59:59.999Z']);
    expect(iso('2024-02', NIAMEY)).toEqual(['2024-01-31T23:00:00.000Z', '2024-02-29T22:59:59.999Z']);
  });

  it('has 23 or 25 hours where summer time begins or ends', () => {
    expect(iso('2022-03-27', 'Europe/Paris')).toEqual(['2022-03-26T23:00:00.000Z', '2022-03-27T21:59:59.999Z']);
    expect(iso('2022-10-30', 'Europe/Paris')).toEqual(['2022-10-29T22:00:00.000Z', '2022-10-30T22:59:59.999Z']);
    expect(iso('2022-03-13', 'America/New_York')).toEqual(['2022-03-13T05:00:00.000Z', '2022-03-14T03:59:59.999Z']);
    expect(iso('2022-11-06', 'America/New_York')).toEqual(['2022-11-06T04:00:00.000Z', '2022-11-07T04:59:59.999Z']);
  });

  it('begins at 01:00 where midnight does not exist, and with the first midnight where it comes twice', () => {
    expect(iso('2018-11-04', 'America/Sao_Paulo')[0]).toBe('2018-11-04T03:00:00.000Z');
    expect(iso('2018-11-03', 'America/Sao_Paulo')[1]).toBe('2018-11-04T02:59:59.999Z');
    expect(iso('2022-03-13', 'America/Havana')[0]).toBe('2022-03-13T05:00:00.000Z');
    expect(iso('2022-11-06', 'America/Havana')[0]).toBe('2022-11-06T04:00:00.000Z');
    expect(iso('2022-03-27', 'Asia/Beirut')[0]).toBe('2022-03-26T22:00:00.000Z');
    expect(iso('2018-10-27', 'Asia/Gaza')[0]).toBe('2018-10-26T21:00:00.000Z');
  });

  it('of a day that the zone left out is empty, and lies between its neighbours', () => {
    const [begin, end] = iso('2011-12-30', 'Pacific/Apia');
    expect([begin, end]).toEqual(['2011-12-30T10:00:00.000Z', '2011-12-30T09:59:59.999Z']);
    expect(iso('2011-12-29', 'Pacific/Apia')[1]).toBe(end);
    expect(iso('2011-12-31', 'Pacific/Apia')[0]).toBe(begin);
  });

  it('reaches to the ends of four-digit years without a failure', () => {
    expect(iso('9999', 'UTC')).toEqual(['9999-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']);
    expect(iso('9999-12', 'UTC')[1]).toBe('9999-12-31T23:59:59.999Z');
    expect(iso('9999-12-31', NIAMEY)[1]).toBe('9999-12-31T22:59:59.999Z');
    expect(iso('0022-03-01', 'UTC')[0]).toBe('0022-03-01T00:00:00.000Z');
    expect(() => iso('0000', NIAMEY)).not.toThrow();
  });

  it('holds exactly the instants of the day: no gap, no overlap, in every zone', () => {
    fc.assert(
      fc.property(days, zone, (day, where) => {
        if (day === '2011-12-30' && where === 'Pacific/Apia') return;
        const [from, to] = [earliestInstantOf(day, where), latestInstantOf(day, where)];
        expect([dayOf(from, where), dayOf(to, where), dayOf(from - 1, where) < day, dayOf(to + 1, where) > day]).toEqual([day, day, true, true]);
        expect(earliestInstantOf(addDays(day, 1), where)).toBe(to + 1);
      }),
      { seed: 20220615, numRuns: 400 },
    );
  });

  it('of a month and a year is that of its first to its last day', () => {
    fc.assert(
      fc.property(days, zone, (day, where) => {
        const [year, month] = [day.slice(0, 4), day.slice(0, 7)];
        const last = addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1);
        expect(earliestInstantOf(month, where)).toBe(earliestInstantOf(`${month}-01`, where));
        expect(latestInstantOf(month, where)).toBe(latestInstantOf(last, where));
        expect(earliestInstantOf(year, where)).toBe(earliestInstantOf(`${year}-01-01`, where));
        expect(latestInstantOf(year, where)).toBe(latestInstantOf(`${year}-12-31`, where));
      }),
      { seed: 20220615, numRuns: 200 },
    );
  });
});

describe('the day of an instant', () => {
  it.each([
    ['2022-06-14T22:59:59.999Z', NIAMEY, '2022-06-14'],
    ['2022-06-14T23:00:00.000Z', NIAMEY, '2022-06-15'],
    ['2022-12-31T23:00:00.000Z', NIAMEY, '2023-01-01'],
    ['2022-12-31T23:00:00.000Z', 'UTC', '2022-12-31'],
    ['2022-12-31T10:00:00.000Z', 'Pacific/Kiritimati', '2023-01-01'],
    ['2022-01-01T04:59:59.999Z', 'America/New_York', '2021-12-31'],
    ['1969-12-31T22:59:59.999Z', NIAMEY, '1969-12-31'],
  ])('%s in %s is %s', (instant, where, day) => {
    expect(dayOf(Date.parse(instant), where)).toBe(day);
  });
});
