import { createRelay } from '@amana/app/relay/relay';
import { alertIdFor, createEmbeddedAlerts, police, type EmbeddedAlerts, type Partner } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import type { AnyFact } from '@amana/domain/event-definition';
import type { DeliveryState } from '@amana/ports/deliveries';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createNotifierComponent, type NotifierComponent, type NotifierDeps } from '../component.ts';
import { parseAllowedHosts } from '../webhook-address.ts';
import { startPartner, type PartnerServer } from './partner-server.ts';

/** Not so short that a test could not look in between: a retry waits for the test to move the clock. */
export const schedule = [0, 5_000, 60_000, 120_000];

/** Relay and notifier over real stores, and a partner that listens: the police, subscribed to what a referral may bring. */
export async function createRunningNotifier() {
  const world: EmbeddedAlerts = await createEmbeddedAlerts();
  const partner: PartnerServer = await startPartner();
  const servers: PartnerServer[] = [partner];
  await world.register(police);
  const endpoint = await world.subscribe(police, partner.url);

  async function state(event: RecordedEvent | undefined, of: Partner): Promise<DeliveryState | undefined> {
    return (await world.deliveries().find(alertIdFor(event, of)))?.state;
  }

  const newNotifier = (changes: Partial<NotifierDeps> = {}): NotifierComponent =>
    createNotifierComponent({
      ...world.deps(),
      allowedHosts: parseAllowedHosts(servers.map(({ host }) => host).join(',')),
      schedule,
      ...changes,
    });

  /** Runs relay and notifier for as long as the test has something to do. */
  async function whileRunning(work: (notifier: NotifierComponent) => Promise<void>, changes: Partial<NotifierDeps> = {}): Promise<void> {
    const relay = createRelay(world.deps());
    const notifier = newNotifier(changes);
    const relaying = relay.run();
    await notifier.start();
    try {
      await Promise.race([work(notifier), notifier.failed]);
    } finally {
      await relay.stop();
      await notifier.stop();
      await relaying;
    }
  }

  return {
    world,
    partner,
    endpoint,
    newNotifier,
    whileRunning,
    record: (caseId: string, facts: readonly AnyFact[], recordedAt?: string) => world.record(caseId, facts, recordedAt),
    idOf: (event: RecordedEvent | undefined, of: Partner = police) => alertIdFor(event, of),
    /** Waits until the delivery of this event is in that state. */
    reaches: (event: RecordedEvent | undefined, wanted: DeliveryState, of: Partner = police) =>
      until(`${event?.type} is ${wanted}`, async () => (await state(event, of)) === wanted),
    /** Waits until the log knows the outcome of so many attempts. */
    attempted: (event: RecordedEvent | undefined, attempts: number, of: Partner = police) =>
      until(`attempt ${attempts} of ${event?.type}`, async () => (await world.alert(alertIdFor(event, of))).history.attempts === attempts),
    addServer: async () => {
      const server = await startPartner();
      servers.push(server);
      return server;
    },
    close: async () => {
      for (const server of servers) await server.close();
      world.close();
    },
  };
}

export type RunningNotifier = Awaited<ReturnType<typeof createRunningNotifier>>;
