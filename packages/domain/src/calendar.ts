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

/** How far the zone's wall clock is ahead of UTC at this instant, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
  const parts = Object.fromEntries(formatterOf(zone).formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const wall = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Midnight at the beginning of the day, in the zone; asked twice because the offset may change between UTC's midnight and the zone's. */
export function startOfDay(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const guess = utc - offsetAt(zone, utc);
  return utc - offsetAt(zone, guess);
}

/** The calendar day (YYYY-MM-DD) of an instant, in the zone. */
export function dayOf(instant: number, zone: string): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 10);
}

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const padded = (value: string) => ({ 4: `${value}-01-01`, 7: `${value}-01`, 10: value })[value.length as 4 | 7 | 10];

/** First millisecond of a year (YYYY), month (YYYY-MM) or day (YYYY-MM-DD) in the zone. */
export const earliestInstantOf = (value: string, zone: string): number => startOfDay(padded(value), zone);

/** Last millisecond of it. */
export function latestInstantOf(value: string, zone: string): number {
  const [year = 0, month = 1] = value.split('-').map(Number);
  const next = { 4: `${String(year + 1).padStart(4, '0')}-01-01`, 7: monthAfter(year, month), 10: addDays(padded(value), 1) }[value.length as 4 | 7 | 10];
  return startOfDay(next, zone) - 1;
}

const monthAfter = (year: number, month: number): string =>
  month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`;

export const isoInstant = (instant: number): string => new Date(instant).toISOString();
