import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AlertableEvent } from '@amana/domain/code-lists/cl-69-alertable-event';
import type { RecipientCategory } from '@amana/domain/code-lists/cl-29-recipient-category';
import type { Priority } from '@amana/domain/code-lists/cl-28-priority';
import { referralFact } from '@amana/domain/case/referral/events';
import { idOfStream } from '@amana/domain/aggregate';
import type { AnyFact } from '@amana/domain/event-definition';
import type { EventStore, NewEvent, RecordedEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import { alertIdOf, partnerReferralId } from '@amana/privacy/subject-id';
import { createSqliteDeliveries } from '@amana/store-embedded/sqlite-deliveries';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { createSqliteTopic } from '@amana/store-embedded/sqlite-topic';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v5, v7 } from 'uuid';
import { alertHistoryOf, alertStream } from '../alerts/alert-history.ts';
import type { CommandOutcome, CommandRequest } from '../command-request.ts';
import { WEBHOOK } from '../alerts/receiving-endpoint.ts';
import { holdNothing } from '../held-worker.ts';
import { openLog } from '../open-log.ts';
import { metadataOf } from '../stored-metadata.ts';
import { AGENCY, coordinator, createEmbeddedApp, POLICE, today } from './embedded-app.ts';

export type Partner = { readonly agencyId: string; readonly kind: RecipientCategory };
export const police: Partner = { agencyId: POLICE, kind: 'POLICE' };
export const health: Partner = { agencyId: '0193c5a0-0000-7000-8000-00000000a9e3', kind: 'HEALTH' };

/** Resolves early when the signal aborts. */
const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined); // it rejects for nothing but the abort
};

/** Says what a test wants to see in the output, and swallows nothing: every line is kept. */
export function createMemoryOutput() {
  const lines: { level: 'info' | 'warn' | 'error'; facts: object; message: string }[] = [];
  const at = (level: 'info' | 'warn' | 'error') => (facts: object, message: string) => void lines.push({ level, facts, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** Real stores, all of them, for the road from the log to the partner; the clock is now, and what a test adds to it. */
export async function createEmbeddedAlerts(options: { wrap?: (store: EventStore) => EventStore } = {}) {
  const app = createEmbeddedApp();
  const events = options.wrap?.(app.store) ?? app.store;
  const output = createMemoryOutput();
  let aheadMs = 0;
  const now = (): string => new Date(Date.now() + aheadMs).toISOString();
  const clock = { now: () => ({ recordedAt: now(), clock: 'ok' as const }) };
  const log = await openLog('training', { events: app.store, newId: () => v7(), clock });

  const path = join(app.folder, 'work.db');
  const openWork = () => {
    const db = openWorkDatabase(path);
    return {
      db,
      deliveries: createSqliteDeliveries(db),
      rows: createSqliteReadModelStore(db),
      topic: createSqliteTopic(db, { pollMs: 5, backoffMs: () => 5 }),
    };
  };
  let work = openWork();

  async function send(name: string, request: Parameters<typeof app.send>[1]): Promise<CommandOutcome> {
    app.setTime(now());
    return app.send(name, request);
  }

  async function sendStored(
    name: string,
    request: Parameters<typeof app.send>[1],
  ): Promise<Extract<CommandOutcome, { outcome: 'stored' }>> {
    const answer = await send(name, request);
    if (answer.outcome !== 'stored') throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  }

  return {
    app,
    events,
    log,
    output,
    clock,
    now,
    /** Later by so many milliseconds, for everybody. */
    advance: (ms: number) => {
      aheadMs += ms;
    },

    /** What every worker of this road is given. */
    deps: () => ({
      hold: holdNothing,
      events,
      log,
      output,
      clock,
      deliveries: work.deliveries,
      rows: work.rows,
      topic: work.topic,
      keyring: app.keyring,
      publicUrl: () => 'https://amana.example',
      newId: () => v7(),
      monotonic: () => performance.now() + aheadMs,
      random: () => 0,
      sleep,
      backoffMs: () => 5,
      idleMs: 5,
      handleCommand: ({ command, id, body, actor, commandId }: CommandRequest) =>
        send(command.name, { id, body: body as Record<string, unknown>, actor, commandId }),
    }),

    deliveries: () => work.deliveries,
    rows: () => work.rows,
    topic: () => work.topic,
    loseTopic: () => work.db.exec('DELETE FROM messages'),
    /** As if somebody had deleted `work.db`. */
    loseWork: () => {
      work.db.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      work = openWork();
    },

    register: ({ agencyId, kind }: Partner) =>
      sendStored('RegisterAgency', {
        id: agencyId,
        body: {
          name: { fr: 'Agence fictive', en: 'Fictitious agency' },
          kind,
          country: 'NER',
          zone: 'Africa/Niamey',
          mandateCountries: ['NER'],
        },
        actor: coordinator,
      }),
    /** Says the endpoint's id and secret. */
    subscribe: async ({ agencyId }: Partner, url: string, kinds: readonly AlertableEvent[] = ['REFERRAL_SENT', 'REFERRAL_REVOKED']) => {
      const endpointId = v7();
      const answer = await sendStored('SubscribeToAlerts', {
        id: agencyId,
        body: { endpointId, channel: 'WEBHOOK', url, events: kinds, fieldProfile: 'REFERENCE' },
        actor: partnerOf(agencyId),
      });
      return { endpointId, secret: answer.secret ?? new Uint8Array() };
    },
    rotate: async ({ agencyId }: Partner, endpointId: string) =>
      (await sendStored('RotateAlertSecret', { id: agencyId, body: { endpointId }, actor: partnerOf(agencyId) })).secret ??
      new Uint8Array(),
    unsubscribe: ({ agencyId }: Partner, endpointId: string) =>
      sendStored('EndAlertSubscription', { id: agencyId, body: { endpointId }, actor: partnerOf(agencyId) }),

    /**
     * Facts of a case, as commands would have stored them, each with an id that follows from its place in the case: what another world
     * stores in its place is the same command sent again. Only facts without sealed fields. Says the stored events.
     */
    record: async (caseId: string, facts: readonly AnyFact[], recordedAt = now()) => {
      const stream = `case-${caseId}`;
      const { head } = await app.store.readStream(stream);
      const from = head === 'no-stream' ? 0 : head + 1;
      await app.store.append(
        stream,
        head,
        facts.map((fact, n) => stored(fact, { recordedAt, commandId: v5(String(from + n), caseId) })),
      );
      return (await app.store.readStream(stream, { from })).events;
    },

    /** What the log says of an alert: types in order, and the fold. */
    alert: async (alertId: string) => {
      const stream = await app.store.readStream(alertStream(alertId));
      return { events: stream.events, types: stream.events.map(({ type }) => type), history: alertHistoryOf(stream.events) };
    },

    close: () => {
      work.db.close();
      app.close();
    },
  };
}

/** The id of the alert of this event, about its referral or the milestones of its case, to this partner. */
export function alertIdFor(event: RecordedEvent | undefined, { agencyId }: Pick<Partner, 'agencyId'>): string {
  if (event === undefined) throw new Error('no event, so no alert');
  const caseId = idOfStream(event.stream);
  const { commandId } = metadataOf(event);
  const { referralId = 'milestones' } = event.data as { referralId?: string };
  const subject = partnerReferralId(caseId, referralId);
  return alertIdOf({ caseId, commandId, type: event.type, subject, recipient: agencyId, channel: WEBHOOK });
}

export type EmbeddedAlerts = Awaited<ReturnType<typeof createEmbeddedAlerts>>;

const partnerOf = (agencyId: string) => ({ userId: 'user-partner-1', role: 'PARTNER_PROVIDER', agencyId }) as const;

function stored({ type, data }: AnyFact, { recordedAt, commandId }: { recordedAt: string; commandId: string }): NewEvent {
  const id = v7();
  const metadata = {
    schemaVersion: 1,
    controller: AGENCY,
    occurredAt: today,
    recordedAt,
    clock: 'ok',
    actor: { userId: 'user-caseworker-1', role: 'CASEWORKER', agencyId: AGENCY },
    commandId,
    commandIndex: [0, 1],
    correlationId: commandId,
    rules: [],
    legalBasis: [],
    consentIds: [],
    grants: [],
  };
  return { id, type, data: data as JsonObject, metadata };
}

/** A referral to this partner, drafted and sent. */
export const referralSentTo = ({ agencyId }: Partner, referralId: string, priority: Priority = 'NORMAL'): AnyFact[] => [
  referralFact('ReferralDrafted', {
    referralId,
    toAgencyId: agencyId,
    service: 'MEDICAL',
    reason: 'AdditionalServicesRequired',
    priority,
    crossBorder: false,
  }),
  referralFact('ReferralSent', { referralId, responseDueAt: '2022-07-01T08:00:00.000Z', dataShared: ['IDENTITY'], method: 'IN_SYSTEM' }),
];

export const referralRevoked = (referralId: string): AnyFact => referralFact('ReferralRevoked', { referralId, cause: 'STAFF' });
