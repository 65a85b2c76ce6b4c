import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = new URL('../..', import.meta.url).pathname;

type Days = Readonly<Record<string, { readonly next: string; readonly inFourYears: string; readonly isReal: boolean; readonly age: number; readonly spans: string[][]; readonly asDay: object[]; readonly isToCome: boolean[] }>>;
type Found = {
  readonly here: { readonly zone: string; readonly dates: number[] };
  readonly calendar: { readonly days: Days; readonly instants: Readonly<Record<string, string[]>> };
  readonly history: { readonly events: string; readonly rows: string; readonly release: string; readonly figures: object };
};

async function daysIn(zone: string): Promise<Found> {
  const child = spawn(process.execPath, ['--conditions=amana-source', 'test/histories/days-here.ts'], { cwd: root, env: { TZ: zone }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`the days of ${zone} were not told: ${err}`);
  return JSON.parse(out) as Found;
}

describe('days in processes that run elsewhere', () => {
  let utc: Found;
  let ahead: Found;
  let behind: Found;

  beforeAll(async () => {
    utc = await daysIn('UTC');
    [ahead, behind] = await Promise.all([daysIn('Pacific/Kiritimati'), daysIn('America/Los_Angeles')]);
  }, 60_000);

  it('the processes do run there: 14 hours ahead and 8 behind, where New Year is another day', () => {
    expect([utc.here, ahead.here, behind.here]).toEqual([
      { zone: 'UTC', dates: [31, 1] },
      { zone: 'Pacific/Kiritimati', dates: [1, 1] },
      { zone: 'America/Los_Angeles', dates: [31, 31] },
    ]);
  });

  it('a day never slips: days, months, years, ages and their spans are the same everywhere', () => {
    expect(ahead.calendar).toEqual(utc.calendar);
    expect(behind.calendar).toEqual(utc.calendar);
  });

  it('the same commands leave the same events, rows and figures everywhere', () => {
    expect(ahead.history).toEqual(utc.history);
    expect(behind.history).toEqual(utc.history);
    expect(utc.history.figures).toMatchObject({ total: 2, reintegratedCohort: 2 });
  });

  it('New Year comes to Niamey, Lagos, Algiers and Ndjamena at 23:00 UTC, to Tripoli an hour before, to Bamako and Abidjan an hour after', () => {
    const region = (instant: string) => utc.calendar.instants[instant]?.slice(0, 7);
    const [old, young] = ['2022-12-31', '2023-01-01'];
    expect(region('2022-12-31T22:59:59.999Z')).toEqual([old, old, old, young, old, old, old]);
    expect(region('2022-12-31T23:00:00.000Z')).toEqual([young, young, young, young, old, old, young]);
    expect(region('2022-12-31T23:59:59.999Z')).toEqual([young, young, young, young, old, old, young]);
    expect(region('2023-01-01T00:00:00.000Z')).toEqual([young, young, young, young, young, young, young]);
    const day = utc.calendar.days['2023-01-01'];
    expect(day?.spans[0]).toEqual(['2022-12-31T23:00:00.000Z', '2023-01-01T22:59:59.999Z']);
    expect(day?.isToCome.slice(0, 7)).toEqual([false, false, false, false, true, true, false]);
    expect(day?.asDay).toEqual(day?.asDay.map(() => ({ from: young, to: young })));
  });

  it('a leap day is a day: it has a next one, comes of age with its year, and is 28 February where a year has none', () => {
    const { days } = utc.calendar;
    expect(days['2024-02-28']).toMatchObject({ next: '2024-02-29', inFourYears: '2028-02-28', isReal: true, age: 17 });
    expect(days['2024-02-29']).toMatchObject({ next: '2024-03-01', inFourYears: '2028-02-29', isReal: true, age: 18 });
    expect(days['2023-02-28']).toMatchObject({ next: '2023-03-01', inFourYears: '2027-02-28', isReal: true, age: 16 });
    expect(days['2024-02-29']?.spans[0]).toEqual(['2024-02-28T23:00:00.000Z', '2024-02-29T22:59:59.999Z']);
    expect(utc.calendar.instants['2024-02-28T23:30:00.000Z']?.slice(0, 5)).toEqual(['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29', '2024-02-28']);
  });
});
