import { computeRelease } from '@amana/app/figures/compute-release';
import { addDays, addYears, dayOf, earliestInstantOf, isCalendarDay, isoInstant, latestInstantOf } from '@amana/domain/calendar';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { daysOf } from '@amana/domain/figures/period';
import { isAfter } from '@amana/domain/partial-date-time';
import { leastAgeOn } from '@amana/domain/person/age';
import { digestOf } from '@amana/privacy/digests';
import type { Json } from '@amana/ports/json';
import { freshRowsOf } from '../fault/same-rows.ts';
import { wholeLog } from '../testing/log-of.ts';
import { agencies } from './cast.ts';
import { openKeyring, openStores } from './embedded-stores.ts';
import { asked, figuresFromLog } from './house-figures.ts';
import { playHistory } from './play-history.ts';
import { createRealHouse } from './real-house.ts';
import { wholeLives } from './whole-lives.ts';

/** Of the region, and where summer time, a broken hour or the date line would show. */
const zones = ['Africa/Niamey', 'Africa/Lagos', 'Africa/Algiers', 'Africa/Tripoli', 'Africa/Bamako', 'Africa/Abidjan', 'Africa/Ndjamena', 'Africa/Casablanca', 'Europe/Paris', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/Los_Angeles'];
const days = ['2022-12-31', '2023-01-01', '2024-02-28', '2024-02-29', '2024-03-01', '2023-02-28', '2022-03-27', '2022-10-30', '2000-02-29', '1999-12-31'];
const instants = ['2022-12-31T22:59:59.999Z', '2022-12-31T23:00:00.000Z', '2022-12-31T23:59:59.999Z', '2023-01-01T00:00:00.000Z', '2024-02-28T23:30:00.000Z', '2024-02-29T23:30:00.000Z'];

const ofDay = (day: string) => ({
  next: addDays(day, 1),
  inFourYears: addYears(day, 4),
  isReal: isCalendarDay(day),
  age: leastAgeOn({ kind: 'assessed', ageYears: 14, on: { value: '2020-02-29', precision: 'day', zone: 'Africa/Niamey' } }, day) ?? null,
  spans: zones.map((zone) => [isoInstant(earliestInstantOf(day, zone)), isoInstant(latestInstantOf(day, zone))]),
  asDay: zones.map((zone) => daysOf({ value: day, precision: 'day', zone }, 'Africa/Niamey') ?? null),
  isToCome: zones.map((zone) => isAfter({ value: day, precision: 'day' }, zone, Date.parse('2022-12-31T23:00:00.000Z'))),
});

/** What the pure functions make of days, months and years: to be the same wherever the process runs. */
const calendar = () => ({
  days: Object.fromEntries(days.map((day) => [day, ofDay(day)])),
  instants: Object.fromEntries(instants.map((instant) => [instant, zones.map((zone) => dayOf(Date.parse(instant), zone))])),
});

/** A history through the handler, with what it leaves in the log, in rows and in figures. */
async function history() {
  const keys = openKeyring();
  try {
    using stores = openStores(keys.keyring);
    const house = await createRealHouse(stores);
    await playHistory(wholeLives, house);
    const release = await computeRelease(agencies.own, asked, { events: stores.events, keys: house.keys, definitions });
    // Without what is sealed: keys are another's in each process.
    const events = house.log().map(({ type, data, metadata }) => ({ type, data, metadata }));
    const rows = JSON.parse(JSON.stringify(await freshRowsOf(await wholeLog(stores.events), stores.events), (name, value: unknown) => (name === 'sealed' ? [] : value))) as Json;
    return { events: digestOf(JSON.parse(JSON.stringify(events)) as Json), rows: digestOf(rows), figures: await figuresFromLog(house), release: release.contentDigest };
  } finally {
    keys.close();
  }
}

/** Where this process is: what a date says that somebody forgot to ask in a zone. */
const dates = ['2022-12-31T12:00:00Z', '2023-01-01T05:00:00Z'].map((instant) => new Date(instant).getDate());
const here = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, dates };
process.stdout.write(JSON.stringify({ here, calendar: calendar(), history: await history() }));
