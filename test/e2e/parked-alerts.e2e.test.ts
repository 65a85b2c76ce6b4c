import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { referralFact } from '@amana/domain/case/referral/events';
import type { EventStore } from '@amana/ports/event-store';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createApi, type User } from '../demo/api.ts';
import type { Partner } from '../demo/partner.ts';
import { whileItMoves } from '../fault/while-it-moves.ts';
import { runAmana } from '../testing/amana-command.ts';
import { startDistributed } from '../testing/distributed-system.ts';
import { wholeLog } from '../testing/log-of.ts';
import type { PlayedSystem } from '../testing/play.ts';
import { frame, someAgency } from '../testing/some-bodies.ts';
import { startStandalone } from '../testing/standalone-process.ts';
import { startWithPartners } from '../testing/start-with-partners.ts';
import { storeFacts } from '../testing/store-facts.ts';

const DAY_MS = 24 * 3_600_000;
const agencyId = randomUUID();
const coordinator: User = { role: 'NATIONAL_COORD', agency: randomUUID(), sub: 'user-coordinator-1' };
const receiver: User = { role: 'PARTNER_PROVIDER', agency: agencyId, sub: 'user-partner-1' };

const path = (command: string): string => `/v1/agencies/${agencyId}/${command}`;

type Env = Readonly<Record<string, string>>;

/** An agency that hears of its own referrals, by a server that listens. */
async function subscribe({ url, issuer }: PlayedSystem, partner: Partner): Promise<void> {
  const api = createApi({ url, issuer, waitSeconds: 60 });
  expect((await api.post(coordinator, path('register-agency'), { body: someAgency, key: randomUUID() })).status).toBe(201);
  const body = { ...frame, endpointId: randomUUID(), channel: 'WEBHOOK', url: partner.url, events: ['REFERRAL_ACCEPTED', 'REFERRAL_COMPLETED'], fieldProfile: 'REFERENCE' };
  const { status, body: answer } = await api.post(receiver, path('subscribe-to-alerts'), { body, key: randomUUID() });
  expect(status).toBe(201);
  partner.trust(String(answer['secret']));
}

/** Two alerts about one referral, of twenty days ago: too old to go out before an operator lets them. Says the case's id. */
async function referralLongAgo(events: EventStore): Promise<string> {
  const [caseId, referralId] = [randomUUID(), randomUUID()];
  const recordedAt = new Date(Date.now() - 20 * DAY_MS).toISOString();
  const facts = [
    referralFact('ReferralDrafted', { referralId, toAgencyId: randomUUID(), service: 'MEDICAL', reason: 'AdditionalServicesRequired', priority: 'NORMAL', crossBorder: false }),
    referralFact('ReferralSent', { referralId, responseDueAt: recordedAt, dataShared: ['IDENTITY'], method: 'IN_SYSTEM' }),
    referralFact('ReferralAccepted', { referralId }),
    referralFact('ReferralCompleted', { referralId, outcome: 'SERVED_FULLY' }),
  ];
  await storeFacts(events, `case-${caseId}`, { facts, agencyId, recordedAt });
  return caseId;
}

type Waiting = { readonly env: Env; readonly partner: Partner; readonly caseId: string; readonly log: () => Promise<readonly { readonly stream: string; readonly type: string }[]> };

async function listsAndLetsGo({ env, partner, caseId, log }: Waiting): Promise<void> {
  let listed = await runAmana(['alerts'], env);
  const isParked = () => /TOO_OLD +2 /.test(listed.out);
  await whileItMoves('both are parked', {
    isDone: isParked,
    progress: async () => {
      listed = await runAmana(['alerts'], env);
      return [listed, (await log()).length];
    },
  });
  expect(listed).toMatchObject({ code: 0, signal: null, err: '' });
  expect(listed.out.split('\n')[1]?.split(/ {2,}/)).toEqual([agencyId, 'TOO_OLD', '2', expect.stringMatching(/^\d{4}-\d\d-\d\dT/)]);
  expect(listed.out).not.toContain(caseId);
  expect(partner.counts.requests).toBe(0);

  expect(await runAmana(['alerts', '--send', coordinator.agency], env)).toMatchObject({ code: 0, out: `No alert is parked for ${coordinator.agency}.\n` });
  expect(await runAmana(['alerts', '--send', agencyId], env)).toMatchObject({ code: 0, signal: null, out: expect.stringContaining(`2 of ${agencyId} are let go`), err: '' });
  const outcomes = async () => (await log()).filter(({ stream }) => stream.startsWith('alert-')).map(({ type }) => type);
  await whileItMoves('both are delivered', { isDone: async () => (await outcomes()).filter((type) => type === 'AlertDelivered').length === 2, progress: outcomes });
  expect([...partner.alerts.values()].map(({ type }) => type)).toEqual(['referral.accepted', 'referral.completed']);
  expect(partner.counts).toEqual({ requests: 2, verified: 2, refused: 0 });
  expect((await outcomes()).toSorted()).toEqual(['AlertDelivered', 'AlertDelivered', 'AlertParked', 'AlertParked', 'AlertQueued', 'AlertQueued']);

  expect(await runAmana(['alerts'], env)).toEqual({ code: 0, signal: null, out: 'No alert is parked.\n', err: '' });
  expect(await runAmana(['alerts', '--send', agencyId], { ...env, LANG: 'fr_FR.UTF-8' })).toMatchObject({ code: 0, out: `Aucune alerte n’est garée pour ${agencyId}.\n` });
  expect(partner.counts.requests).toBe(2);
}

describe('parked alerts that an operator lets go, while Amana runs: each goes once, in the order of its referral', () => {
  it('on one machine', async () => {
    const { system, partners, end } = await startWithPartners((webhookPorts) => startStandalone({ webhookPorts, logLevel: 'warn' }));
    try {
      await subscribe(system, partners.health);
      await system.kill('SIGTERM');
      const path = join(system.folder, 'data', 'log.db');
      const written = createSqliteEventStore({ path });
      const caseId = await referralLongAgo(written);
      written.close();
      await system.restart();
      const reading = createSqliteEventStore({ path, readOnly: true });
      await listsAndLetsGo({ env: { AMANA_DATA: system.folder, AMANA_LOG_PURPOSE: 'demo' }, partner: partners.health, caseId, log: () => wholeLog(reading) });
      reading.close();
    } finally {
      await end();
    }
  }, 240_000);
});

describeWithEngine('mongodb', 'parked alerts, of services on engines', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('go once, in the order of their referral', async () => {
      let env: Env = {};
      const { system, partners, end } = await startWithPartners((webhookPorts) => startDistributed({ mongodb, kafka, webhookPorts, logLevel: 'warn', prepare: async (given) => void (env = given) }));
      const log = connectEventStoreDb({ url: system.eventStore.address });
      try {
        await subscribe(system, partners.health);
        const caseId = await referralLongAgo(log.events);
        await listsAndLetsGo({ env, partner: partners.health, caseId, log: () => wholeLog(log.events) });
      } finally {
        await log.close();
        await end();
      }
    }, 300_000);
  });
});
