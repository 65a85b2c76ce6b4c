import { alertFact } from '@amana/domain/alert/events';
import { agencyAggregate, type Endpoint } from '@amana/domain/agency/state';
import type { AnyFact } from '@amana/domain/event-definition';
import { readAlertHistory } from '@amana/app/alerts/alert-history';
import { endGoneEndpoint, type EndGoneEndpointDeps } from '@amana/app/alerts/end-gone-endpoint';
import { recordOutcome, type AlertLogDeps } from '@amana/app/alerts/record-outcome';
import { sealedStateOf } from '@amana/app/fold-sealed';
import { secretName } from '@amana/app/secret-of';
import type { ClaimedDelivery, Outcome } from '@amana/ports/deliveries';
import { isRetryable } from '@amana/ports/failures';
import type { Keyring } from '@amana/ports/keyring';
import { beforeSending, type BeforeSending } from './before-sending.ts';
import type { PostWebhook, WebhookAnswer } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export type AttemptDeps = AlertLogDeps &
  EndGoneEndpointDeps & {
    readonly keyring: Pick<Keyring, 'secrets'>;
    readonly post: PostWebhook;
    readonly schedule: readonly number[];
  };

/** `sent` tells how the partner's server did; undefined where nothing was sent. */
export type Attempted = { readonly outcome: Outcome; readonly sent: 'reached' | 'failed' | undefined };

/** The attempt is made, and the log has not taken its outcome. `again` tells it once more, and may fail as often. */
export class Untold extends Error {
  override name = 'Untold';
  readonly attempted: Attempted;
  readonly again: () => Promise<void>;

  constructor(attempted: Attempted, again: () => Promise<void>, cause: unknown) {
    super('the log has not taken the outcome of an alert', { cause });
    this.attempted = attempted;
    this.again = again;
  }
}

type Send = Extract<BeforeSending, { is: 'send' }>;

/**
 * One claimed delivery: ask the log, send, say the outcome in the log; the row is settled after it, by the caller. A crash before the
 * outcome is in the log sends again, under the same id; a crash after it does not. Throws Untold where the log does not take the
 * outcome, and whatever it fails with before: the claim then runs out, and the alert is taken up again.
 */
export async function attemptDelivery(delivery: ClaimedDelivery, deps: AttemptDeps): Promise<Attempted> {
  const history = await readAlertHistory(deps.events, delivery.alertId);
  const { recordedAt, clock } = deps.clock.now();
  const before = beforeSending(delivery, history, { nowMs: Date.parse(recordedAt), clock, scheduleLength: deps.schedule.length });
  if (before.is === 'settle') return { outcome: before.outcome, sent: undefined };
  if (before.is === 'park') return park(delivery, before.reason, deps);

  const endpoint = await findEndpoint(delivery.recipient, before.queued.endpointId, deps);
  if (endpoint === undefined || !endpoint.active) return park(delivery, 'ENDPOINT_ENDED', deps);
  return conclude(delivery, before, { answer: await send(delivery, endpoint, deps), endpoint, deps });
}

const agencyStream = (agencyId: string): string => `agency-${agencyId}`;

/** As it is now: an address does not change, its secrets may have. */
async function findEndpoint(agencyId: string, endpointId: string | undefined, { events }: AttemptDeps): Promise<Endpoint | undefined> {
  if (endpointId === undefined) return undefined;
  return (await sealedStateOf(agencyAggregate, agencyId, events)).profile.endpoints[endpointId];
}

async function send({ alertId, content, recipient }: ClaimedDelivery, endpoint: Endpoint, deps: AttemptDeps): Promise<WebhookAnswer> {
  const { endpointId, secretCommandIds, url } = endpoint;
  const names = secretCommandIds.map((commandId) => secretName({ stream: agencyStream(recipient), endpointId, commandId }));
  const secrets = (await Promise.all(names.map((name) => deps.keyring.secrets(name)))).flat();
  if (secrets.length === 0) {
    deps.output.error({ endpointId }, 'the keyring holds no secret of this endpoint: was it restored from an older copy?');
    return { kind: 'failed', reason: 'SECRET_MISSING' };
  }
  const body = JSON.stringify(content);
  const headers = signWebhook({ id: alertId, at: deps.clock.now().recordedAt, body, secrets });
  return deps.post({ url, headers, body });
}

type Answered = { readonly answer: WebhookAnswer; readonly endpoint: Endpoint; readonly deps: AttemptDeps };

async function conclude(
  delivery: ClaimedDelivery,
  { attempt, inSchedule, queued }: Send,
  { answer, endpoint, deps }: Answered,
): Promise<Attempted> {
  const at = deps.clock.now().recordedAt;
  const verdict = verdictOf(answer, { attempt: inSchedule, schedule: deps.schedule, random: deps.random(), nowMs: Date.parse(at) });
  if (verdict.is === 'parked' && verdict.reason === 'GONE') {
    // Before the outcome is in the log: a crash between the two sends once more, and is told once more that the endpoint is gone.
    await endGoneEndpoint({ agencyId: delivery.recipient, endpointId: endpoint.endpointId, queuedEventId: queued.eventId }, deps);
  }
  const attempted = { outcome: outcomeOf(verdict, at), sent: serverOf(answer) };
  const tell = () => recordOutcome(delivery.alertId, ({ delivered }) => (delivered ? [] : factsOf(verdict, { attempt, at })), deps);
  return told(attempted, tell);
}

async function told(attempted: Attempted, tell: () => Promise<void>): Promise<Attempted> {
  try {
    await tell();
    return attempted;
  } catch (error) {
    if (!isRetryable(error)) throw error;
    throw new Untold(attempted, tell, error);
  }
}

/** A partner that answers at all, be it with a refusal of this alert, can be told of others. Nothing was said of it where we lack the secret. */
function serverOf(answer: WebhookAnswer): Attempted['sent'] {
  if (answer.kind === 'refused' || (answer.kind === 'failed' && answer.reason === 'SECRET_MISSING')) return undefined;
  return answer.kind === 'failed' || answer.status >= 500 || answer.status === 429 ? 'failed' : 'reached';
}

async function park({ alertId }: ClaimedDelivery, reason: string, deps: AttemptDeps): Promise<Attempted> {
  const at = deps.clock.now().recordedAt;
  const tell = () => recordOutcome(alertId, () => [alertFact('AlertParked', { reason, at })], deps);
  return told({ outcome: { state: 'PARKED', reason }, sent: undefined }, tell);
}

function factsOf(verdict: Verdict, { attempt, at }: { attempt: number; at: string }): AnyFact[] {
  if (verdict.is === 'delivered') return [alertFact('AlertDelivered', { attempt, at })];
  const failed = alertFact('AlertDeliveryFailed', { attempt, reason: verdict.failure, at });
  return verdict.is === 'retried' ? [failed] : [failed, alertFact('AlertParked', { reason: verdict.reason, at })];
}

function outcomeOf(verdict: Verdict, at: string): Outcome {
  if (verdict.is === 'delivered') return { state: 'DELIVERED' };
  if (verdict.is === 'parked') return { state: 'PARKED', reason: verdict.reason };
  return { state: 'PENDING', notBefore: new Date(Date.parse(at) + verdict.afterMs).toISOString(), reason: verdict.failure };
}
