import type { AlertHistory } from '@amana/app/alerts/alert-history';
import { NOT_IN_LOG, type ClaimedDelivery, type Outcome } from '@amana/ports/deliveries';

export const OLDEST_SENT_MS = 14 * 24 * 3_600_000;

/** `settle`: the log has the outcome already, only the row lacks it. `park`: to be said in the log and in the row. */
export type BeforeSending =
  | { readonly is: 'settle'; readonly outcome: Outcome }
  | { readonly is: 'park'; readonly reason: string }
  | {
      readonly is: 'send';
      readonly queued: NonNullable<AlertHistory['queued']>;
      /** Number of the attempt over the alert's life, as it stands in the log. */
      readonly attempt: number;
      /** Its number in the schedule, which begins anew after a parking. */
      readonly inSchedule: number;
    };

export type BeforeSendingInput = { readonly nowMs: number; /** Of an unconfirmed clock nobody knows how old an alert is. */ readonly clock: 'ok' | 'unconfirmed'; readonly scheduleLength: number };

const settle = (outcome: Outcome): BeforeSending => ({ is: 'settle', outcome });
const parked = (reason: string): BeforeSending => settle({ state: 'PARKED', reason });

/**
 * The log is asked before anything is sent: a row may be new where the alert is old (rows were lost), or lack an outcome (a crash
 * between the log and the row). So nobody is alerted twice, and nothing older than 14 days goes out without an operator.
 */
export function beforeSending(
  delivery: ClaimedDelivery,
  history: AlertHistory,
  { nowMs, clock, scheduleLength }: BeforeSendingInput,
): BeforeSending {
  const { queued } = history;
  if (queued === undefined) return parked(NOT_IN_LOG); // of a log that was replaced or restored since: it is due anew once its alert is queued there
  if (history.delivered) return settle({ state: 'DELIVERED' });
  if (history.replaced) return parked('REPLACED');
  if (history.parked !== undefined && isStillParked(history.parked.at, { delivery, history, nowMs })) return parked(history.parked.reason);

  const isOld = clock === 'ok' && nowMs - Date.parse(delivery.createdAt) > OLDEST_SENT_MS;
  if (isOld && history.parked === undefined) return { is: 'park', reason: 'TOO_OLD' };

  // The row counts attempts whose outcome was never recorded (a crash), the log those that rows forgot: the larger one is right. Both from the
  // last parking on: who lets an alert go has the row's counted anew.
  const inSchedule = Math.max(delivery.attempts, history.attempts + 1 - history.attemptsWhenParked);
  if (inSchedule > scheduleLength) return { is: 'park', reason: 'ATTEMPTS_EXHAUSTED' };
  return { is: 'send', queued, attempt: history.attemptsWhenParked + inSchedule, inSchedule };
}

type Row = { readonly delivery: ClaimedDelivery; readonly history: AlertHistory; readonly nowMs: number };

/**
 * An operator's `unpark` makes the row due from then on, so later than the parking. A row that was due before it missed the parking. A
 * parking that lies ahead was of a clock that was set right since: then the row says it by what nothing else leaves, or the log by
 * an attempt that came after it.
 */
function isStillParked(at: string, { delivery, history, nowMs }: Row): boolean {
  if (Date.parse(delivery.notBefore) > Date.parse(at)) return false;
  if (Date.parse(at) <= nowMs) return true;
  const wasLetGo = delivery.reason === undefined && delivery.notBefore !== delivery.createdAt;
  return !wasLetGo && history.attempts <= history.attemptsWhenParked;
}
