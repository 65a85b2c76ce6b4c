import { describe, expect, it } from '@jest/globals';
import type { AlertHistory } from '@amana/app/alerts/alert-history';
import type { ClaimedDelivery } from '@amana/ports/deliveries';
import { beforeSending, OLDEST_SENT_MS } from './before-sending.ts';

const createdAt = '2022-06-15T10:00:00.000Z';
const atMs = (ms: number) => new Date(Date.parse(createdAt) + ms).toISOString();
const nowMs = Date.parse(createdAt) + 1_000;
const input = { nowMs, clock: 'ok', scheduleLength: 10 } as const;

const delivery: ClaimedDelivery = {
  alertId: 'a',
  eventId: 'e',
  era: 'era-1',
  recipient: 'r',
  channel: 'WEBHOOK',
  subject: 's',
  position: 1n,
  priority: 'NORMAL',
  lastWord: false,
  content: {},
  createdAt,
  state: 'PENDING',
  attempts: 1,
  notBefore: createdAt,
  reason: undefined,
  claim: 'c',
};
const queued = {
  eventId: 'q',
  causeEventId: 'e',
  recipientAgencyId: 'r',
  endpointId: 'x',
  channel: 'WEBHOOK',
  kind: 'REFERRAL_SENT',
  priority: 'NORMAL',
} as const;
const history: AlertHistory = { head: 0, queued, delivered: false, replaced: false, parked: undefined, attempts: 0, attemptsWhenParked: 0 };

const after = (ms: number) => ({ ...input, nowMs: Date.parse(createdAt) + ms });

describe('before an alert is sent, the log is asked', () => {
  it('a new one is sent: first attempt', () => {
    expect(beforeSending(delivery, history, input)).toEqual({ is: 'send', queued, attempt: 1, inSchedule: 1 });
  });

  it('one that the log has never heard of is not sent, and the log is not told either', () => {
    expect(beforeSending(delivery, { ...history, queued: undefined }, input)).toEqual({
      is: 'settle',
      outcome: { state: 'PARKED', reason: 'NOT_IN_LOG' },
    });
  });

  it('one that was delivered is not sent again, whatever else became of it', () => {
    const parked = { reason: 'GONE', at: atMs(-5) };
    expect(beforeSending(delivery, { ...history, delivered: true, replaced: true, parked }, input)).toEqual({
      is: 'settle',
      outcome: { state: 'DELIVERED' },
    });
  });

  it('one that a later word replaced is not sent', () => {
    expect(beforeSending(delivery, { ...history, replaced: true }, input)).toEqual({
      is: 'settle',
      outcome: { state: 'PARKED', reason: 'REPLACED' },
    });
  });

  it('one that was parked, of which the row does not know, is parked again for the same reason', () => {
    const parked = { reason: 'GONE', at: atMs(500) };
    expect(beforeSending(delivery, { ...history, parked }, input)).toEqual({ is: 'settle', outcome: { state: 'PARKED', reason: 'GONE' } });
    expect(beforeSending({ ...delivery, notBefore: atMs(500) }, { ...history, parked }, input)).toMatchObject({ is: 'settle' });
  });

  it('one that an operator let go after it was parked is sent, and its schedule begins anew', () => {
    const parked = { reason: 'ATTEMPTS_EXHAUSTED', at: atMs(500) };
    const released = { ...delivery, notBefore: atMs(501) };
    expect(beforeSending(released, { ...history, parked, attempts: 10, attemptsWhenParked: 10 }, input)).toEqual({
      is: 'send',
      queued,
      attempt: 11,
      inSchedule: 1,
    });
  });

  describe('a parking that lies ahead, since its clock was set right', () => {
    const parked = { reason: 'TOO_OLD', at: atMs(365 * 24 * 3_600_000) };
    const was = { ...history, parked, attempts: 2, attemptsWhenParked: 2 };
    const isParked = { is: 'settle', outcome: { state: 'PARKED', reason: 'TOO_OLD' } };

    it('holds for a row that is new, or that a failed attempt has put off', () => {
      expect(beforeSending(delivery, was, input)).toEqual(isParked);
      expect(beforeSending({ ...delivery, notBefore: atMs(700), reason: 'HTTP_503' }, was, input)).toEqual(isParked);
    });

    it('ends where an operator let it go, and after each attempt that followed', () => {
      const letGo = { ...delivery, notBefore: atMs(700) };
      expect(beforeSending(letGo, was, input)).toEqual({ is: 'send', queued, attempt: 3, inSchedule: 1 });
      const failed = { ...letGo, attempts: 2, notBefore: atMs(900), reason: 'HTTP_503' };
      expect(beforeSending(failed, { ...was, attempts: 3 }, input)).toEqual({ is: 'send', queued, attempt: 4, inSchedule: 2 });
    });
  });

  describe('nothing older than 14 days goes out without an operator', () => {
    it('on the day it may, a millisecond later it is parked', () => {
      expect(beforeSending(delivery, history, after(OLDEST_SENT_MS))).toMatchObject({ is: 'send' });
      expect(beforeSending(delivery, history, after(OLDEST_SENT_MS + 1))).toEqual({ is: 'park', reason: 'TOO_OLD' });
    });

    it('also where earlier attempts had failed', () => {
      expect(beforeSending(delivery, { ...history, attempts: 3 }, after(OLDEST_SENT_MS + 1))).toEqual({ is: 'park', reason: 'TOO_OLD' });
    });

    it('with an operator it does', () => {
      const parked = { reason: 'TOO_OLD', at: atMs(OLDEST_SENT_MS + 1) };
      const released = { ...delivery, notBefore: atMs(OLDEST_SENT_MS + 2) };
      expect(beforeSending(released, { ...history, parked }, after(OLDEST_SENT_MS + 9))).toMatchObject({ is: 'send' });
    });
  });

  it('attempts that a crash hid from the log count, and those that the row forgot', () => {
    expect(beforeSending({ ...delivery, attempts: 4 }, { ...history, attempts: 1 }, input)).toMatchObject({ attempt: 4, inSchedule: 4 });
    expect(beforeSending({ ...delivery, attempts: 1 }, { ...history, attempts: 3 }, input)).toMatchObject({ attempt: 4, inSchedule: 4 });
  });

  it('one that was let go has a whole schedule before it, whatever the log had not heard of: and a crash at each attempt counts again', () => {
    const letGo = { ...history, parked: { reason: 'ATTEMPTS_EXHAUSTED', at: atMs(500) }, attempts: 2, attemptsWhenParked: 2 };
    const row = { ...delivery, notBefore: atMs(501) };
    expect(beforeSending(row, letGo, input)).toMatchObject({ is: 'send', attempt: 3, inSchedule: 1 });
    expect(beforeSending({ ...row, attempts: 10 }, letGo, input)).toMatchObject({ is: 'send', attempt: 12, inSchedule: 10 });
    expect(beforeSending({ ...row, attempts: 11 }, letGo, input)).toEqual({ is: 'park', reason: 'ATTEMPTS_EXHAUSTED' });
  });

  it('by a clock that nobody has confirmed nothing is too old', () => {
    expect(beforeSending(delivery, history, { ...after(OLDEST_SENT_MS + 1), clock: 'unconfirmed' })).toMatchObject({ is: 'send' });
  });

  it('one at which the process crashes each time is parked when the schedule is over', () => {
    expect(beforeSending({ ...delivery, attempts: 10 }, history, input)).toMatchObject({ is: 'send', inSchedule: 10 });
    expect(beforeSending({ ...delivery, attempts: 11 }, history, input)).toEqual({ is: 'park', reason: 'ATTEMPTS_EXHAUSTED' });
  });
});
