import type { Log } from '@amana/app/log';
import type { ClaimedDelivery, Deliveries } from '@amana/ports/deliveries';
import { isRetryable } from '@amana/ports/failures';
import { attemptDelivery, Untold, type Attempted, type AttemptDeps } from './attempt-delivery.ts';
import type { Circuit } from './circuit.ts';
import type { WebhookRequest } from './post-webhook.ts';

/** For metrics: one delivery that was taken up, and how it ended. `error`: it was not settled and will be taken up again. */
export type SenderReport = { readonly state: 'DELIVERED' | 'PENDING' | 'PARKED' | 'error'; readonly sent: boolean; readonly ms: number };

export type SenderDeps = Omit<AttemptDeps, 'sleep'> & {
  readonly deliveries: Deliveries;
  readonly circuit: Circuit;
  readonly output: Log;
  /** Resolves after so long, or as soon as the signal aborts; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly backoffMs: (attempt: number) => number;
  /** Attempts in flight, over all partners. */
  readonly mostInFlight?: number;
  /** Longer than an attempt and its bookkeeping can take: an alert whose claim runs out is sent by the next one. */
  readonly claimMs?: number;
  /** How long `stop` waits for attempts in flight before it cuts them off. Less than a third of a lease's term, or two would send side by side. */
  readonly stopGraceMs?: number;
  /** Looks again after so long where nobody wakes it. */
  readonly idleMs?: number;
  readonly onReport?: (report: SenderReport) => void;
};

export type SenderStatus = {
  readonly inFlight: number;
  /** Failures in a row of our own stores or code; those of partners do not count. */
  readonly failures: number;
};

export type Sender = { run(): Promise<void>; stop(): Promise<void>; wake(): void; status(): SenderStatus };

/** An event that is newer than this code: sending on could repeat what it says was delivered. */
const mustStop = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === 'NEWER_EVENT';

/**
 * Delivery rows -> partners. Order, emergencies first and last words are the port's; how many at a time is the circuit's. `stop` lets
 * attempts in flight end for a while: one that is cut off may have got there, and is sent again under the same id.
 */
export function createSender(deps: SenderDeps): Sender {
  const { mostInFlight = 8, claimMs = 60_000, idleMs = 1_000, stopGraceMs = 2_500, deliveries, circuit } = deps;
  const aborter = new AbortController();
  const { signal } = aborter;
  const cut = new AbortController();
  const attemptDeps = { ...deps, post: (request: WebhookRequest) => deps.post(request, cut.signal) };
  const inFlight = new Set<Promise<void>>();
  const owed: (() => Promise<void>)[] = [];
  let finished: Promise<void> | undefined;
  let failedTurns = 0;
  let unsettled = 0;
  let fatal: { error: unknown } | undefined;
  let nap = new AbortController();

  /** False where nothing may be sent now. One at a time: a claim of many could hold more of one partner than the circuit allows. */
  async function takeOne(): Promise<boolean> {
    if (inFlight.size >= mostInFlight) return false;
    if (unsettled > 0) await deps.events.head(); // while the log is away no attempt is used up: a claim counts as one
    await tellWhatIsOwed();
    const { recordedAt: now } = deps.clock.now();
    const [delivery] = await deliveries.claim({ now, claimMs, limit: 1, notTo: circuit.closedTo() });
    if (delivery === undefined) return false;
    circuit.begin(delivery.recipient);
    const attempt = deliver(delivery).finally(() => {
      inFlight.delete(attempt);
      nap.abort();
    });
    inFlight.add(attempt);
    return true;
  }

  /** While the log takes no outcome nothing is sent: what cannot be told would be sent again and again, and its attempts be used up. */
  async function tellWhatIsOwed(): Promise<void> {
    for (let next = owed[0]; next !== undefined; next = owed[0]) {
      await next();
      owed.shift();
    }
  }

  /** Never rejects: a bug that meets one alert does not stop the others. Its claim runs out, and the attempts are counted. */
  async function deliver(delivery: ClaimedDelivery): Promise<void> {
    const began = deps.monotonic();
    let attempted: Attempted | undefined;
    try {
      attempted = await attemptDelivery(delivery, attemptDeps);
      await deliveries.settle(delivery.alertId, delivery.claim, attempted.outcome);
      unsettled = 0;
    } catch (error) {
      unsettled += 1;
      if (mustStop(error)) fatal = { error };
      putOff(delivery, error);
    }
    circuit.end(delivery.recipient, attempted?.sent ?? 'neutral');
    deps.onReport?.({ state: attempted?.outcome.state ?? 'error', sent: attempted?.sent !== undefined, ms: deps.monotonic() - began });
  }

  function putOff(delivery: ClaimedDelivery, error: unknown): void {
    const { alertId } = delivery;
    if (error instanceof Untold) {
      owed.push(() => settleLater(delivery, error));
      deps.output.error({ error: error.cause, alertId }, 'the log does not take the outcome of an alert: it is told again, and nothing is sent meanwhile');
    } else deps.output.error({ error, alertId }, 'an alert could not be worked on: it is taken up again when its claim has run out');
  }

  async function settleLater({ alertId, claim }: ClaimedDelivery, { attempted, again }: Untold): Promise<void> {
    await again();
    await deliveries.settle(alertId, claim, attempted.outcome);
    unsettled = 0;
  }

  /**
   * Until somebody wakes it, an attempt ends, or one may be due. While attempts are in flight their ends are waited for: most often
   * they are what holds the others back, and to ask what is due reads the whole queue in some stores.
   */
  async function rest(): Promise<void> {
    const due = inFlight.size > 0 ? undefined : await deliveries.nextDue();
    const inMs = due === undefined ? idleMs : Date.parse(due) - Date.parse(deps.clock.now().recordedAt);
    // Something that is due and may not be sent waits for its circuit.
    await deps.sleep(inMs > 0 ? Math.min(inMs, idleMs) : idleMs, AbortSignal.any([signal, nap.signal]));
  }

  async function turn(): Promise<void> {
    try {
      nap = new AbortController(); // before looking: a wake during the look must not be lost
      if (fatal !== undefined) throw fatal.error;
      const took = await takeOne();
      failedTurns = 0;
      if (took)
        await new Promise(setImmediate); // rows that the log settles wait for nothing: a rebuild of many would stop HTTP until its end
      else await rest();
    } catch (error) {
      if (!isRetryable(error)) throw error;
      failedTurns += 1;
      deps.output.error({ error }, 'log or deliveries cannot be reached: trying again');
      await deps.sleep(deps.backoffMs(failedTurns), signal);
    }
  }

  async function run(): Promise<void> {
    try {
      while (!signal.aborted) await turn();
    } finally {
      await Promise.all(inFlight);
    }
  }

  return {
    run: () => (finished ??= run()),
    stop: async () => {
      aborter.abort();
      const ended = new AbortController();
      const patience = deps.sleep(stopGraceMs, ended.signal).then(() => cut.abort());
      await finished?.catch(() => undefined); // the failure belongs to whoever awaited run()
      ended.abort();
      await patience;
    },
    wake: () => nap.abort(),
    status: () => ({ inFlight: inFlight.size, failures: failedTurns + unsettled }),
  };
}
