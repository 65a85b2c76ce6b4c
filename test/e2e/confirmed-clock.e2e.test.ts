import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { referralFact } from '@amana/domain/case/referral/events';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createApi, type User } from '../demo/api.ts';
import { whileItMoves } from '../fault/while-it-moves.ts';
import { runAmana } from '../testing/amana-command.ts';
import { startDistributed } from '../testing/distributed-system.ts';
import { logOf } from '../testing/log-of.ts';
import type { PlayedSystem } from '../testing/play.ts';
import { readinessOf } from '../testing/program.ts';
import { someAgency } from '../testing/some-bodies.ts';
import { startStandalone } from '../testing/standalone-process.ts';
import { storeFacts } from '../testing/store-facts.ts';

const coordinator: User = { role: 'NATIONAL_COORD', agency: randomUUID(), sub: 'user-coordinator-1' };

type Env = Readonly<Record<string, string>>;

/** What a clock that was years ahead, and trusted, has left in the log. */
const wrongTime = (events: EventStore): Promise<void> =>
  storeFacts(events, `case-${randomUUID()}`, {
    agencyId: coordinator.agency,
    recordedAt: '2099-01-01T00:00:00.000Z',
    facts: [referralFact('ReferralDrafted', { referralId: randomUUID(), toAgencyId: randomUUID(), service: 'MEDICAL', reason: 'AdditionalServicesRequired', priority: 'NORMAL', crossBorder: false })],
  });

const clockOf = async (url: string): Promise<boolean | undefined> => (await readinessOf(url))?.checks.find(({ name }) => name === 'clock')?.ok;
const until = (url: string, ok: boolean): Promise<void> => whileItMoves(`the clock is ${ok ? 'trusted' : 'not trusted'}`, { isDone: async () => (await clockOf(url)) === ok, progress: () => clockOf(url) });

async function register({ url, issuer }: PlayedSystem): Promise<string> {
  const id = randomUUID();
  const { status } = await createApi({ url, issuer, waitSeconds: 60 }).post(coordinator, `/v1/agencies/${id}/register-agency`, { body: someAgency, key: id });
  expect(status).toBe(201);
  return `agency-${id}`;
}
const trustIn = (log: readonly RecordedEvent[], streams: readonly string[]) => streams.map((name) => log.find(({ stream }) => stream === name)?.metadata['clock']);

async function confirm(env: Env): Promise<void> {
  expect(await runAmana(['clock'], env)).toEqual({ code: 0, signal: null, out: expect.stringContaining('It was never confirmed in this era of the log.'), err: '' });
  expect(await runAmana(['clock', '--yes'], env)).toEqual({ code: 0, signal: null, out: expect.stringMatching(/^Confirmed: at \d{4}-/), err: '' });
  expect(await runAmana(['clock'], { ...env, LANG: 'fr_FR.UTF-8' })).toEqual({ code: 0, signal: null, out: expect.stringContaining('Elle a été confirmée la dernière fois à'), err: '' });
}

describe('a wrong time in the future that is in the log holds up the clock until an operator confirms it, while Amana runs and at every start after it', () => {
  it('on one machine', async () => {
    await using amana = await startStandalone({ logLevel: 'warn' });
    await amana.kill('SIGTERM');
    const log = createSqliteEventStore({ path: join(amana.folder, 'data', 'log.db') });
    await wrongTime(log);
    log.close();
    await amana.restart(async () => (await clockOf(amana.url)) === false);
    const before = await register(amana);
    await confirm({ AMANA_DATA: amana.folder, AMANA_LOG_PURPOSE: 'demo' });
    await until(amana.url, true);
    const after = await register(amana);
    await amana.kill('SIGTERM');
    await amana.restart();
    const later = await register(amana);
    await amana.caughtUp();
    expect(await clockOf(amana.url)).toBe(true);
    await amana.kill('SIGTERM');
    expect(trustIn(await logOf(amana.folder), [before, after, later])).toEqual(['unconfirmed', 'ok', 'ok']);
  }, 240_000);
});

describeWithEngine('mongodb', 'the same, of services on engines', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('each of them hears of it, and those that start later', async () => {
      let env: Env = {};
      await using amana = await startDistributed({ mongodb, kafka, logLevel: 'warn', prepare: async (given) => void (env = given) });
      const { 'case-api': caseApi, 'query-api': queryApi } = amana.readyUrls;
      const log = connectEventStoreDb({ url: amana.eventStore.address });
      try {
        await wrongTime(log.events);
      } finally {
        await log.close();
      }
      await until(caseApi, false);
      await amana.services['query-api'].kill('SIGTERM');
      await amana.services['query-api'].start(async () => (await clockOf(queryApi)) === false);
      const before = await register(amana);
      await confirm(env);
      await Promise.all([until(caseApi, true), until(queryApi, true)]);
      for (const name of ['case-api', 'query-api'] as const) {
        await amana.services[name].kill('SIGTERM');
        await amana.services[name].start();
      }
      const later = await register(amana);
      expect([await clockOf(caseApi), await clockOf(queryApi)]).toEqual([true, true]);
      expect(trustIn(await amana.storedEvents(), [before, later])).toEqual(['unconfirmed', 'ok']);
    }, 300_000);
  });
});
