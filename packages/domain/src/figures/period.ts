import { addDays, dayOf } from '../calendar.ts';
import { spanOf, type ZonedDateTime } from '../partial-date-time.ts';

/** First and last day of a report, `YYYY-MM-DD`, in the zone of the centre. */
export type Period = { readonly from: string; readonly to: string };

/** First and last day that a time may mean, in the zone; undefined where nothing is known. */
export function daysOf(time: ZonedDateTime, zone: string): Period | undefined {
  // A day, month or year is meant in its own zone: it stays that day wherever it is read (no hidden midnight).
  const own = time.precision === 'instant' ? zone : time.zone;
  const span = spanOf(time, own);
  return span && { from: dayOf(span.from, own), to: dayOf(span.to, own) };
}

/** A time that is known too roughly to lie surely within the period does not count in it. */
export const liesIn = (days: Period | undefined, period: Period): days is Period => days !== undefined && days.from >= period.from && days.to <= period.to;

export const overlaps = (one: Period, other: Period): boolean => one.from <= other.to && other.from <= one.to;

/** First night (named by its evening) of a stay that lies in the period; a stay that ended on the day it began has none. */
export function firstNightIn(stay: { from: string; until: string | undefined }, period: Period): string | undefined {
  const night = stay.from > period.from ? stay.from : period.from;
  const last = stay.until === undefined ? period.to : addDays(stay.until, -1);
  return night <= last && night <= period.to ? night : undefined;
}
