import { describe, expect, it } from '@jest/globals';
import { MOST_RETRY_AFTER_MS, parseRetryAfter } from './retry-after.ts';

const now = Date.parse('2022-06-15T10:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['0', 0],
    ['Wed, 15 Jun 2022 10:00:30 GMT', 30_000],
    ['Wed, 15 Jun 2022 09:00:00 GMT', 0],
    ['999999999', MOST_RETRY_AFTER_MS],
    ['Wed, 15 Jun 2033 10:00:00 GMT', MOST_RETRY_AFTER_MS],
  ])('%j is read, and bounded', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });

  it.each([undefined, '', 'soon', '-5x', '99999999999999999999'])('%j means nothing', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });
});
