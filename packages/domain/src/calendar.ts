/** Days and zones. Pure: every function takes its time as an argument; `Intl` knows the zones. */

export function isCalendarDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(day);
}

export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false; // Intl has no other way to say that it does not know the zone
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const found = formatters.get(zone);
  if (found) return found;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

const offsets = new Map<string, number>();
const MOST_OFFSETS = 10_000;

/** How far the zone's wall clock is ahead of UTC at this instant, in milliseconds. Remembered: the same few days are asked for all the time. */
function offsetAt(zone: string, instant: number): number {
  const key = `${zone} ${instant}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const offset = readOffset(zone, instant);
  offsets.set(key, offset);
  return offset;
}

function readOffset(zone: string, instant: number): number {
  const parts = Object.fromEntries(formatterOf(zone).formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const day = midnightOf(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1);
  const time = ((parts['hour'] ?? 0) * 60 + (parts['minute'] ?? 0)) * 60 + (parts['second'] ?? 0);
  return day + time * 1000 - Math.floor(instant / 1000) * 1000;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** UTC midnight of a day; months count from 0 and carry over. Not `Date.UTC`: it takes the year 22 for 1922. */
const midnightOf = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month, day);

/**
 * The first instant of a day in the zone, from the UTC midnight of its date. The clock may change at midnight itself: then 00:00
 * does not exist (the day begins at 01:00), or comes twice (it begins with the first). So both offsets around it are tried.
 */
function startOf(utcMidnight: number, zone: string): number {
  const starts = [utcMidnight - DAY_MS, utcMidnight + DAY_MS].map((near) => utcMidnight - offsetAt(zone, near)).sort((a, b) => a - b);
  return starts.find((start) => start + offsetAt(zone, start) >= utcMidnight) ?? Math.max(...starts);
}

/** The calendar day (YYYY-MM-DD) of an instant, in the zone. */
export function dayOf(instant: number, zone: string): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 10);
}

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The same date some years on; a leap day becomes 28 February where the year has none. */
export function addYears(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  return isCalendarDay(later) ? later : `${later.slice(0, 8)}28`;
}

const partsOf = (value: string): [year: number, month: number, day: number] => {
  const [year = 0, month = 1, day = 1] = value.split('-').map(Number);
  return [year, month - 1, day];
};

/** First millisecond of a year (YYYY), month (YYYY-MM) or day (YYYY-MM-DD) in the zone. */
export const earliestInstantOf = (value: string, zone: string): number => startOf(midnightOf(...partsOf(value)), zone);

/** Last millisecond of it. */
export function latestInstantOf(value: string, zone: string): number {
  const [year, month, day] = partsOf(value);
  const next = { 4: midnightOf(year + 1, 0, 1), 7: midnightOf(year, month + 1, 1), 10: midnightOf(year, month, day + 1) }[value.length as 4 | 7 | 10];
  return startOf(next, zone) - 1;
}

export const isoInstant = (instant: number): string => new Date(instant).toISOString();

/** From one ISO instant to another. */
export const addHours = (instant: string, hours: number): string => isoInstant(Date.parse(instant) + hours * HOUR_MS);
