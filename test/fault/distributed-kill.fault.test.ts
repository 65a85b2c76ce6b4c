import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { connectMongo } from '@amana/store-distributed/mongodb';
import { expect, it } from '@jest/globals';
import { createChance } from '../demo/chance.ts';
import { serviceNames, startDistributed, type DistributedSystem } from '../testing/distributed-system.ts';
import { wholeLog } from '../testing/log-of.ts';
import { readinessOf } from '../testing/program.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { faultsInLog } from './faults-in-log.ts';
import { startLoad } from './load.ts';
import { allRowsOf, freshRowsOf } from './same-rows.ts';

const STILL_MS = 60_000; // without any news: a slow machine may take its time, as long as it gets on
const TAKEN_OVER_MS = 25_000; // a term of nine seconds, and a start of the worker, on a busy machine

async function until(what: string, isTrue: () => Promise<boolean> | boolean, ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(100);
  }
}

type Alerted = { readonly referrals: readonly string[]; readonly health: { readonly alerts: ReadonlyMap<string, { readonly referralId?: unknown }> } };

/** Each referral has an alert. Fails when none comes any more. */
async function untilAlerted({ referrals, health }: Alerted): Promise<void> {
  const missing = () => referrals.filter((id) => ![...health.alerts.values()].some(({ referralId }) => referralId === id)).length;
  for (let before = missing(); before > 0; before = missing())
    await until(`one more of ${before} referrals is alerted`, () => missing() < before, STILL_MS);
}

/** Projections, relay and notifier have read the log to where it stands. */
async function untilCaughtUp({ readyUrls }: DistributedSystem): Promise<void> {
  const isAtHead = async () => {
    const found = await Promise.all([readyUrls.projector, readyUrls.relay].map(readinessOf));
    return found.every((readiness) => readiness?.ok === true && readiness.checks.every(({ detail }) => detail.atHead === true));
  };
  await until('every worker is at the head of the log', isAtHead, STILL_MS);
}

/** The log as it stands, the rows that the system made of it, and what a fresh fold makes. */
async function whatIsThere({ eventStore, mongodb }: DistributedSystem) {
  const log = connectEventStoreDb({ url: eventStore.address });
  const mongo = await connectMongo({ url: mongodb });
  try {
    const events = await wholeLog(log.events);
    return { events, rows: await allRowsOf(events, mongo.rows), fresh: await freshRowsOf(events, log.events) };
  } finally {
    await mongo.close();
    await log.close();
  }
}

describeWithEngine('mongodb', 'services that are killed', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('each with -9 under load, the log’s engine too: nothing acknowledged is lost or doubled, rows equal a fresh fold, each alert came once', async () => {
      const seed = newSeed('distributed kill');
      const chance = createChance(seed);
      await using load = await startLoad(runOf(seed), (options) => startDistributed({ ...options, mongodb, kafka }), { waitSeconds: 60 });
      const { system, given, referrals, health } = load;
      for (const service of serviceNames) {
        await load.more(chance.between(5, 20));
        await sleep(chance.next() * 10);
        expect(await system.services[service].kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
        await system.services[service].start();
      }
      await load.more(chance.between(5, 20));
      await system.eventStore.kill();
      await system.eventStore.start();
      await load.more(10);
      await load.stop();
      expect(load.api.counts.unanswered).toBeGreaterThan(0);

      await untilAlerted(load);
      const alerted = [...health.alerts.values()].map(({ referralId }) => `${referralId}`);
      expect(alerted.toSorted()).toEqual(referrals.toSorted());
      expect(health.counts.refused).toBe(0);
      await untilCaughtUp(system);
      const { events, rows, fresh } = await whatIsThere(system);
      expect(faultsInLog(events, given)).toEqual([]);
      for (const [projection, made] of Object.entries(fresh)) expect({ projection, rows: rows[projection] }).toEqual({ projection, rows: made });
      expect(Object.values(fresh).flat().length).toBeGreaterThan(referrals.length);
    }, 300_000);

    it('a copy stands by, takes over within seconds of a kill -9, and the one that comes back stands by', async () => {
      const seed = newSeed('take-over');
      await using load = await startLoad(runOf(seed), (options) => startDistributed({ ...options, mongodb, kafka }), { waitSeconds: 60 });
      const { system } = load;
      await load.more(10);
      const standby = { projector: await system.copyOf('projector'), relay: await system.copyOf('relay'), notifier: await system.copyOf('notifier') };
      for (const [service, copy] of Object.entries(standby)) {
        await copy.start();
        const standing = async () => (await readinessOf(copy.url))?.checks.every(({ detail }) => detail.standby === true) === true;
        await until(`the copy of ${service} stands by`, standing, 10_000);
      }
      for (const service of ['projector', 'relay', 'notifier'] as const) {
        await system.services[service].kill('SIGKILL');
        const began = performance.now();
        const leads = async () => (await readinessOf(standby[service].url))?.checks.every(({ detail }) => detail.standby === undefined) === true;
        await until(`the copy of ${service} has taken over`, leads, TAKEN_OVER_MS);
        console.info(`the copy of ${service} took over ${Math.round(performance.now() - began)} ms after the kill`);
        await system.services[service].start();
        expect((await readinessOf(system.readyUrls[service]))?.checks.every(({ detail }) => detail.standby === true)).toBe(true);
      }
      await load.more(10);
      await load.stop();
      await untilAlerted(load);
      expect(load.health.alerts.size).toBe(load.referrals.length);
    }, 300_000);
  });
});
