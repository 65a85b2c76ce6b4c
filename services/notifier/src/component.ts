import { createAlertConsumer, type AlertConsumerDeps } from '@amana/app/alerts/alert-consumer';
import { createGapFiller, type GapFillerDeps } from '@amana/app/alerts/gap-filler';
import { heldWorker, type Hold } from '@amana/app/held-worker';
import type { Worker } from '@amana/app/hold-lease';
import { keepsFailing, type HealthCheck } from '@amana/platform/health';
import { loopComponent, type Component } from '@amana/platform/lifecycle';
import type { DeliveryState } from '@amana/ports/deliveries';
import { createCircuit } from './circuit.ts';
import { createPostWebhook } from './post-webhook.ts';
import { retrySchedule } from './retry-schedule.ts';
import { createSender, type SenderDeps } from './sender.ts';
import type { AllowedHosts } from './webhook-address.ts';

export type NotifierDeps = Omit<AlertConsumerDeps, 'onQueued' | 'sleep'> &
  Omit<GapFillerDeps, 'onQueued'> &
  Omit<SenderDeps, 'circuit' | 'post' | 'schedule'> & {
    readonly hold: Hold;
    /** Beside the public internet over TLS: what the operator allows (`parseAllowedHosts`). */
    readonly allowedHosts: AllowedHosts;
    /** Milliseconds before each attempt; by default that of Standard Webhooks. */
    readonly schedule?: readonly number[];
    /** Of one attempt, connecting included. */
    readonly attemptTimeoutMs?: number;
  };

export type NotifierStatus = {
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  readonly inFlight: number;
  /** Failures in a row of each part; a partner's outage is none. */
  readonly failures: { readonly consumer: number; readonly gapFiller: number; readonly sender: number };
  /** Rows that the topic or a loss had left out, since the start. */
  readonly gapsFilled: number;
  /** Passes over the log for missing alerts; 0 until the first one has reached its head. */
  readonly gapPasses: number;
};

/** `status` is undefined while another process holds the lease. */
export type NotifierComponent = Component & { status(): Promise<NotifierStatus | undefined>; leads(): boolean; readonly check: HealthCheck };

type Notifier = Worker & { status(): Promise<NotifierStatus> };

/** topic -> delivery rows -> partners, with the gap filler beside them. */
function createNotifier(deps: NotifierDeps): Notifier {
  const { allowedHosts: allowed, attemptTimeoutMs: timeoutMs = 15_000, schedule = retrySchedule } = deps;
  const post = createPostWebhook({ allowed, timeoutMs });
  const sender = createSender({ ...deps, schedule, post, circuit: createCircuit({ monotonic: deps.monotonic }) });
  const consumer = createAlertConsumer({ ...deps, onQueued: () => sender.wake() });
  const gapFiller = createGapFiller({ ...deps, onQueued: () => sender.wake() });
  const parts = [consumer, gapFiller, sender];
  return {
    run: async () => void (await Promise.all(parts.map((part) => part.run()))),
    stop: async () => void (await Promise.all(parts.map((part) => part.stop()))),
    status: async () => ({
      deliveries: await deps.deliveries.counts(),
      inFlight: sender.status().inFlight,
      failures: { consumer: consumer.status().failures, gapFiller: gapFiller.status().failures, sender: sender.status().failures },
      gapsFilled: gapFiller.status().filled,
      gapPasses: gapFiller.status().passes,
    }),
  };
}

/** One process at a time runs it: whoever holds its lease. */
export function createNotifierComponent(deps: NotifierDeps): NotifierComponent {
  const worker = heldWorker('notifier', () => createNotifier(deps), deps.hold);
  const status = async (): Promise<NotifierStatus | undefined> => worker.current()?.status();
  return Object.assign(loopComponent('notifier', { start: () => worker.run(), stop: () => worker.stop() }), {
    status,
    leads: () => worker.current() !== undefined,
    check: {
      name: 'notifier',
      run: async () => {
        const found = await status();
        return found === undefined ? { ok: true, detail: { standby: true } } : readiness(found);
      },
    },
  });
}

/** Parked and pending alerts are shown and no failure of this process: a partner's outage must not take it out of service. */
function readiness({ deliveries, failures, inFlight }: NotifierStatus): Awaited<ReturnType<HealthCheck['run']>> {
  const { consumer, gapFiller, sender } = failures;
  const detail = {
    pending: deliveries.PENDING,
    parked: deliveries.PARKED,
    inFlight,
    consumerFailures: consumer,
    gapFillerFailures: gapFiller,
    senderFailures: sender,
  };
  return { ok: ![consumer, gapFiller, sender].some(keepsFailing), detail };
}
