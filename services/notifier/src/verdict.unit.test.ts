import { describe, expect, it } from '@jest/globals';
import { retrySchedule } from './retry-schedule.ts';
import { verdictOf } from './verdict.ts';

const nowMs = Date.parse('2022-06-15T10:00:00.000Z');
const input = { attempt: 1, schedule: retrySchedule, random: 0, nowMs };
const answered = (status: number, retryAfter?: string) => ({ kind: 'answered', status, retryAfter }) as const;

describe('what an attempt means', () => {
  it.each([200, 201, 202, 204, 299])('%i: delivered', (status) => {
    expect(verdictOf(answered(status), input)).toEqual({ is: 'delivered' });
  });

  it('410: the endpoint is gone, nothing more is tried', () => {
    expect(verdictOf(answered(410), input)).toEqual({ is: 'parked', failure: 'HTTP_410', reason: 'GONE' });
  });

  it.each([199, 300, 301, 302, 307, 308, 400, 401, 403, 404, 408, 500])(
    '%i: tried again by the schedule; a redirect is a failure',
    (status) => {
      expect(verdictOf(answered(status, '3600'), input)).toEqual({ is: 'retried', failure: `HTTP_${status}`, afterMs: 5_000 });
    },
  );

  it.each([429, 502, 503, 504])('%i: Retry-After is honoured where it asks for more patience than the schedule', (status) => {
    expect(verdictOf(answered(status, '3600'), input)).toMatchObject({ is: 'retried', failure: `HTTP_${status}`, afterMs: 3_600_000 });
    expect(verdictOf(answered(status, '1'), input)).toMatchObject({ afterMs: 5_000 });
    expect(verdictOf(answered(status), input)).toMatchObject({ afterMs: 5_000 });
    expect(verdictOf(answered(status, '99999999'), input)).toMatchObject({ afterMs: 24 * 3_600_000 });
  });

  it('no answer: tried again, with its code', () => {
    expect(verdictOf({ kind: 'failed', reason: 'ECONNREFUSED' }, { ...input, attempt: 3 })).toEqual({
      is: 'retried',
      failure: 'ECONNREFUSED',
      afterMs: 1_800_000,
    });
  });

  it('an address that is not allowed waits for an operator', () => {
    expect(verdictOf({ kind: 'refused' }, input)).toEqual({ is: 'parked', failure: 'ADDRESS_NOT_ALLOWED', reason: 'ADDRESS_NOT_ALLOWED' });
  });

  it('after the last attempt of the schedule it is parked, whatever Retry-After says', () => {
    const last = { ...input, attempt: 10 };
    expect(verdictOf(answered(503, '60'), last)).toEqual({ is: 'parked', failure: 'HTTP_503', reason: 'ATTEMPTS_EXHAUSTED' });
    expect(verdictOf({ kind: 'failed', reason: 'TIMEOUT' }, last)).toEqual({
      is: 'parked',
      failure: 'TIMEOUT',
      reason: 'ATTEMPTS_EXHAUSTED',
    });
    expect(verdictOf(answered(200), last)).toEqual({ is: 'delivered' });
  });
});
