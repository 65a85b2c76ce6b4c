import { describe, expect, it } from '@jest/globals';
import { alertFact } from '@amana/domain/alert/events';
import type { AnyFact } from '@amana/domain/event-definition';
import type { RecordedEvent } from '@amana/ports/event-store';
import { systemEvent } from '../system-event.ts';
import { alertHistoryOf } from './alert-history.ts';

const at = '2022-06-15T10:00:00.000Z';
const later = '2022-06-18T10:00:00.000Z';
const EVENT = '0193c5a0-0000-7000-8000-000000000001';
const queued = {
  causeEventId: EVENT,
  recipientAgencyId: '0193c5a0-0000-7000-8000-00000000a9e2',
  endpointId: '0193c5a0-0000-7000-8000-00000000ed01',
  channel: 'WEBHOOK' as const,
  kind: 'REFERRAL_SENT' as const,
  priority: 'NORMAL' as const,
};
const failed = (attempt: number) => alertFact('AlertDeliveryFailed', { attempt, reason: 'HTTP_500', at });
const parked = (reason: string, when = at) => alertFact('AlertParked', { reason, at: when });

const recorded = (fact: AnyFact, revision: number): RecordedEvent => ({
  ...systemEvent(fact, { id: `0193c5a0-0000-7000-8000-00000000000${revision}`, logId: 'l', time: { recordedAt: at, clock: 'ok' } }),
  stream: 'alert-x',
  revision,
  position: BigInt(revision),
});
const after = (...facts: AnyFact[]) => alertHistoryOf([alertFact('AlertQueued', queued), ...facts].map(recorded));

describe('what the log knows of an alert', () => {
  it('is nothing of one that was never queued here', () => {
    expect(alertHistoryOf([])).toEqual({
      head: 'no-stream',
      queued: undefined,
      delivered: false,
      replaced: false,
      parked: undefined,
      attempts: 0,
      attemptsWhenParked: 0,
    });
  });

  it('is whither and why it was queued', () => {
    expect(after()).toEqual({
      head: 0,
      queued: { ...queued, eventId: '0193c5a0-0000-7000-8000-000000000000' },
      delivered: false,
      replaced: false,
      parked: undefined,
      attempts: 0,
      attemptsWhenParked: 0,
    });
  });

  it('is that it was delivered, also after a later word had replaced it', () => {
    expect(after(failed(1), alertFact('AlertReplaced', { at }), alertFact('AlertDelivered', { attempt: 2, at }))).toMatchObject({
      head: 3,
      delivered: true,
      replaced: true,
      attempts: 2,
    });
  });

  it('is the newest parking, and how many attempts there were before it', () => {
    expect(after(failed(1), failed(2), parked('ATTEMPTS_EXHAUSTED'), failed(3), failed(4), parked('GONE', later), failed(5))).toMatchObject(
      {
        head: 7,
        parked: { reason: 'GONE', at: later },
        attempts: 5,
        attemptsWhenParked: 4,
      },
    );
  });
});
