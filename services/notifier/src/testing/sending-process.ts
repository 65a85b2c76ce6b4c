import { randomUUID } from 'node:crypto';
import { createGapFiller } from '@amana/app/alerts/gap-filler';
import { police, referralSentTo } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createCircuit } from '../circuit.ts';
import { createPostWebhook } from '../post-webhook.ts';
import { createSender, type Sender, type SenderDeps, type SenderReport } from '../sender.ts';
import { parseAllowedHosts } from '../webhook-address.ts';
import { schedule, type RunningNotifier } from './running-notifier.ts';

/** Longer than any test waits: only a test that moves the clock sees a claim run out. */
export const claimMs = 60_000;

/** The sender by itself, over rows that a gap filler has made. */
export function createSendingProcess(road: RunningNotifier) {
  const [caseId, referralId] = [randomUUID(), randomUUID()];

  /** Rows for all that was recorded, without a sender. */
  async function queueAll(): Promise<void> {
    const filler = createGapFiller(road.world.deps());
    const run = filler.run();
    await until('rows are there', () => filler.status().passes > 0);
    await filler.stop();
    await run;
  }

  /** A process that sends, from its start until it is stopped; what it loses with its memory is lost. */
  async function whileSending(
    work: (sender: Sender, reports: SenderReport[]) => Promise<void>,
    changes: Partial<SenderDeps> = {},
  ): Promise<void> {
    const deps = road.world.deps();
    const reports: SenderReport[] = [];
    const sender = createSender({
      ...deps,
      schedule,
      post: createPostWebhook({ allowed: parseAllowedHosts(road.partner.host) }),
      circuit: createCircuit(deps),
      claimMs,
      onReport: (report) => reports.push(report),
      ...changes,
    });
    const run = sender.run();
    try {
      await Promise.race([work(sender, reports), run.then(() => new Promise<never>(() => undefined))]);
    } finally {
      await sender.stop();
    }
  }

  return {
    queueAll,
    caseId,
    referralId,
    /** The referral's being sent to the police, recorded and with its row. */
    async sentOne(): Promise<RecordedEvent | undefined> {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
      await queueAll();
      return sent;
    },
    whileSending,
    row: (event: RecordedEvent | undefined) => road.world.deliveries().find(road.idOf(event)),
    types: async (event: RecordedEvent | undefined) => (await road.world.alert(road.idOf(event))).types,
  };
}

export type SendingProcess = ReturnType<typeof createSendingProcess>;
