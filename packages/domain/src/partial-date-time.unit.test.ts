import { describe, expect, it } from '@jest/globals';
import { Instant, isAfter, PartialDateTime, spanOf, ZonedDateTime, type Precision } from './partial-date-time.ts';

const NIAMEY = 'Africa/Niamey';
const valid: readonly [string, Precision][] = [
  ['2022-06-15T10:00:00Z', 'instant'],
  ['2022-06-15T23:59:59.999Z', 'instant'],
  ['2022-06-15T10:00:00.5Z', 'instant'],
  ['2024-02-29T00:00:00Z', 'instant'],
  ['2022-06-15', 'day'],
  ['2024-02-29', 'day'],
  ['2000-02-29', 'day'],
  ['2022-06', 'month'],
  ['2022', 'year'],
  ['', 'unknown'],
];
const invalid: readonly [string, Precision][] = [
  ['2022-02-30', 'day'],
  ['2022-02-29', 'day'],
  ['1900-02-29', 'day'],
  ['2022-04-31', 'day'],
  ['2022-06-00', 'day'],
  ['2022-13', 'month'],
  ['2022-00', 'month'],
  ['2022-02-30T10:00:00Z', 'instant'],
  ['2022-06-15T24:00:00Z', 'instant'],
  ['2022-06-15T10:60:00Z', 'instant'],
  ['2022-06-15T10:00:60Z', 'instant'],
  ['2022-06-15T10:00:00', 'instant'],
  ['2022-06-15T10:00:00+01:00', 'instant'],
  ['2022-06-15T10:00Z', 'instant'],
  ['2022-06-15T10:00:00.1234Z', 'instant'],
  ['2022-06-15', 'instant'],
  ['2022-06-15T10:00:00Z', 'day'],
  ['2022-06', 'day'],
  ['2022', 'month'],
  ['22', 'year'],
  ['20222', 'year'],
  ['', 'day'],
  ['2022', 'unknown'],
  [' ', 'unknown'],
  ['soon', 'day'],
];

/** Codes of what is wrong, as a body's refusal shows them. */
const issuesOf = (schema: { safeParse: (value: unknown) => { error?: { issues: readonly { path: readonly PropertyKey[]; params?: unknown }[] } | undefined } }, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, params }) => ({ path, params }));

describe('a time as well as it is known', () => {
  it.each(valid)('%j is a time to the %s', (value, precision) => {
    expect(PartialDateTime.parse({ value, precision })).toEqual({ value, precision });
    expect(ZonedDateTime.parse({ value, precision, zone: NIAMEY })).toEqual({ value, precision, zone: NIAMEY });
    expect(Instant.safeParse(value).success).toBe(precision === 'instant');
  });

  it.each(invalid)('%j is no time to the %s', (value, precision) => {
    const impossible = [{ path: ['value'], params: { code: 'IMPOSSIBLE_DATE' } }];
    expect(issuesOf(PartialDateTime, { value, precision })).toEqual(impossible);
    expect(issuesOf(ZonedDateTime, { value, precision, zone: NIAMEY })).toEqual(impossible);
  });

  it('has a precision of the list and nothing beside', () => {
    expect(PartialDateTime.safeParse({ value: '2022', precision: 'century' }).success).toBe(false);
    expect(PartialDateTime.safeParse({ value: '2022', precision: 'year', zone: NIAMEY }).success).toBe(false);
    expect(PartialDateTime.safeParse({ value: '2022' }).success).toBe(false);
    expect(PartialDateTime.safeParse('2022').success).toBe(false);
  });

  it('is meant in an IANA zone', () => {
    const day = { value: '2022-06-15', precision: 'day' };
    expect(issuesOf(ZonedDateTime, { ...day, zone: 'Africa/Zinder' })).toEqual([{ path: ['zone'], params: { code: 'UNKNOWN_ZONE' } }]);
    expect(ZonedDateTime.safeParse({ ...day, zone: '+01:00' }).success).toBe(false);
    expect(ZonedDateTime.safeParse(day).success).toBe(false);
    for (const zone of [NIAMEY, 'Europe/Paris', 'UTC']) expect(ZonedDateTime.safeParse({ ...day, zone }).success).toBe(true);
  });
});

const spanIn = (value: string, precision: Precision, zone: string) => {
  const span = spanOf({ value, precision }, zone);
  return span && [new Date(span.from).toISOString(), new Date(span.to).toISOString()];
};

describe('what a time may mean', () => {
  it('is one instant, or all of its day, month or year in the zone of whoever reads it', () => {
    expect(spanIn('2022-06-15T10:00:00Z', 'instant', NIAMEY)).toEqual(['2022-06-15T10:00:00.000Z', '2022-06-15T10:00:00.000Z']);
    expect(spanIn('2022-06-15', 'day', NIAMEY)).toEqual(['2022-06-14T23:00:00.000Z', '2022-06-15T22:59:59.999Z']);
    expect(spanIn('2022-06-15', 'day', 'UTC')).toEqual(['2022-06-15T00:00:00.000Z', '2022-06-15T23:59:59.999Z']);
    expect(spanIn('2024-02', 'month', 'Europe/Paris')).toEqual(['2024-01-31T23:00:00.000Z', '2024-02-29T22:59:59.999Z']);
    expect(spanIn('2022-03', 'month', 'Europe/Paris')).toEqual(['2022-02-28T23:00:00.000Z', '2022-03-31T21:59:59.999Z']);
    expect(spanIn('2022', 'year', 'America/New_York')).toEqual(['2022-01-01T05:00:00.000Z', '2023-01-01T04:59:59.999Z']);
  });

  it('is nothing where it is unknown', () => {
    expect(spanOf({ value: '', precision: 'unknown' }, NIAMEY)).toBeUndefined();
  });

  it.each(valid)('%j to the %s has a span in every zone, and in the right order', (value, precision) => {
    for (const zone of [NIAMEY, 'America/Havana', 'Pacific/Kiritimati']) {
      const span = spanOf({ value, precision }, zone);
      expect(span === undefined).toBe(precision === 'unknown');
      if (span) expect(span.from).toBeLessThanOrEqual(span.to);
    }
  });

  it('I-103: lies in the future only where no meaning of it is past', () => {
    const now = Date.parse('2022-06-15T10:00:00.000Z');
    expect(isAfter({ value: '2022-06-15T10:00:00Z', precision: 'instant' }, NIAMEY, now)).toBe(false);
    expect(isAfter({ value: '2022-06-15T10:00:00.001Z', precision: 'instant' }, NIAMEY, now)).toBe(true);
    expect(isAfter({ value: '2022-06-15', precision: 'day' }, NIAMEY, now)).toBe(false);
    expect(isAfter({ value: '2022-06-16', precision: 'day' }, NIAMEY, now)).toBe(true);
    expect(isAfter({ value: '2022-06', precision: 'month' }, NIAMEY, now)).toBe(false);
    expect(isAfter({ value: '2022-07', precision: 'month' }, NIAMEY, now)).toBe(true);
    expect(isAfter({ value: '2022', precision: 'year' }, NIAMEY, now)).toBe(false);
    expect(isAfter({ value: '2023', precision: 'year' }, NIAMEY, now)).toBe(true);
    expect(isAfter({ value: '9999', precision: 'year' }, NIAMEY, now)).toBe(true);
    expect(isAfter({ value: '', precision: 'unknown' }, NIAMEY, now)).toBe(false);
  });

  it('I-103: is tomorrow already where the zone is ahead', () => {
    const now = Date.parse('2022-06-15T10:00:00.000Z');
    expect(isAfter({ value: '2022-06-16', precision: 'day' }, 'Pacific/Kiritimati', now)).toBe(false);
    expect(isAfter({ value: '2022-06-15', precision: 'day' }, 'America/New_York', Date.parse('2022-06-15T03:59:59.999Z'))).toBe(true);
  });
});
