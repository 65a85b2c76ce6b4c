import { z } from 'zod';
import { earliestInstantOf, isCalendarDay, isZone, latestInstantOf } from './calendar.ts';

/**
 * A time as well as it is known. `instant` is UTC; `day`, `month` and `year` stay what they are (no hidden midnight) and are
 * resolved in the zone of who reads them; an unknown one has the value ''.
 */
const precisions = {
  instant: /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  month: /^\d{4}-\d{2}$/,
  year: /^\d{4}$/,
  unknown: /^$/,
} as const;
export type Precision = keyof typeof precisions;

/** Pads to a day, so that one check of the calendar serves all: 2022-02-30 and month 13 do not exist. */
function isReal(value: string, precision: Precision): boolean {
  if (!precisions[precision].test(value)) return false;
  if (precision === 'unknown') return true;
  return isCalendarDay({ instant: value.slice(0, 10), day: value, month: `${value}-01`, year: `${value}-01-01` }[precision]);
}

const fields = { value: z.string().max(30), precision: z.enum(['instant', 'day', 'month', 'year', 'unknown']) };
const notADate = { message: 'not a date of the calendar in this precision', params: { code: 'IMPOSSIBLE_DATE' } };
const impossible = { path: ['value'], ...notADate };

export const PartialDateTime = z.strictObject(fields).refine((p) => isReal(p.value, p.precision), impossible);
export type PartialDateTime = z.infer<typeof PartialDateTime>;

export const Zone = z.string().max(64).refine(isZone, { message: 'not an IANA time zone', params: { code: 'UNKNOWN_ZONE' } });

/** As it stands in the metadata: with the IANA zone in which a day, month or year is meant. */
export const ZonedDateTime = z
  .strictObject({ ...fields, zone: Zone })
  .refine((p) => isReal(p.value, p.precision), impossible);
export type ZonedDateTime = z.infer<typeof ZonedDateTime>;

/** UTC, ISO 8601, milliseconds optional. */
export const Instant = z.string().refine((value) => isReal(value, 'instant'), notADate);

/** First and last instant (milliseconds since 1970) that the time may mean; undefined for an unknown one. */
export function spanOf(time: PartialDateTime, zone: string): { from: number; to: number } | undefined {
  const { value, precision } = time;
  if (precision === 'unknown') return undefined;
  if (precision === 'instant') return { from: Date.parse(value), to: Date.parse(value) };
  return { from: earliestInstantOf(value, zone), to: latestInstantOf(value, zone) };
}

/** Validity as of when it happened (design: as of when), in milliseconds; an unknown time is judged as of `now` (ISO instant). */
export const instantOf = (occurredAt: ZonedDateTime, now: string): number => spanOf(occurredAt, occurredAt.zone)?.from ?? Date.parse(now);

/** True where even the earliest meaning lies after the instant (milliseconds). An unknown time never does. */
export function isAfter(time: PartialDateTime, zone: string, instant: number): boolean {
  const span = spanOf(time, zone);
  return span !== undefined && span.from > instant;
}
