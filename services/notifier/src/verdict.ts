import type { WebhookAnswer } from './post-webhook.ts';
import { parseRetryAfter } from './retry-after.ts';
import { retryDelayMs } from './retry-schedule.ts';

/**
 * What an attempt means for the alert. `failure` says what went wrong, `reason` why nothing more is tried: codes.
 */
export type Verdict =
  | { readonly is: 'delivered' }
  | { readonly is: 'parked'; readonly failure: string; readonly reason: 'GONE' | 'ADDRESS_NOT_ALLOWED' | 'ATTEMPTS_EXHAUSTED' }
  | { readonly is: 'retried'; readonly failure: string; readonly afterMs: number };

export type VerdictInput = {
  /** Number of this attempt in the schedule, from 1. */
  readonly attempt: number;
  readonly schedule: readonly number[];
  readonly random: number;
  readonly nowMs: number;
};

/** Answers that ask for patience: their Retry-After is honoured, never to come earlier than the schedule does. */
const slowDown: readonly number[] = [429, 502, 503, 504];

/** 2xx is delivered, 410 ends the endpoint, a refused address waits for an operator; all else, redirects too, is tried again. */
export function verdictOf(answer: WebhookAnswer, input: VerdictInput): Verdict {
  if (answer.kind === 'refused') return { is: 'parked', failure: 'ADDRESS_NOT_ALLOWED', reason: 'ADDRESS_NOT_ALLOWED' };
  if (answer.kind === 'failed') return retryOrPark(answer.reason, 0, input);
  const { status, retryAfter } = answer;
  if (status >= 200 && status <= 299) return { is: 'delivered' };
  const failure = `HTTP_${status}`;
  if (status === 410) return { is: 'parked', failure, reason: 'GONE' };
  return retryOrPark(failure, slowDown.includes(status) ? (parseRetryAfter(retryAfter, input.nowMs) ?? 0) : 0, input);
}

function retryOrPark(failure: string, atLeastMs: number, { attempt, schedule, random }: VerdictInput): Verdict {
  const afterMs = retryDelayMs(attempt, schedule, random);
  if (afterMs === undefined) return { is: 'parked', failure, reason: 'ATTEMPTS_EXHAUSTED' };
  return { is: 'retried', failure, afterMs: Math.max(afterMs, atLeastMs) };
}
