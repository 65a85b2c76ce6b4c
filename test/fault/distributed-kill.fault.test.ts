import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { expect, it } from '@jest/globals';
import { createChance } from '../demo/chance.ts';
import { serviceNames, startDistributed } from '../testing/distributed-system.ts';
import { readinessOf } from '../testing/program.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { untilAlerted, untilAtHead } from './fault-run.ts';
import { faultsInLog } from './faults-in-log.ts';
import { leftOnEngines } from './left-on-engines.ts';
import { startLoad } from './load.ts';
import { whileItMoves } from './while-it-moves.ts';

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
      await untilAtHead([system.readyUrls.projector, system.readyUrls.relay]);
      const { events, rows, fresh } = await leftOnEngines(system);
      expect(faultsInLog(events, given)).toEqual([]);
      for (const [projection, made] of Object.entries(fresh)) expect({ projection, rows: rows[projection] }).toEqual({ projection, rows: made });
      expect(Object.values(fresh).flat().length).toBeGreaterThan(referrals.length);
    }, 300_000);

    it('a copy stands by, takes over after a kill -9, and the one that comes back stands by', async () => {
      const seed = newSeed('take-over');
      await using load = await startLoad(runOf(seed), (options) => startDistributed({ ...options, mongodb, kafka }), { waitSeconds: 60 });
      const { system } = load;
      await load.more(10);
      const standby = { projector: await system.copyOf('projector'), relay: await system.copyOf('relay'), notifier: await system.copyOf('notifier') };
      for (const [service, copy] of Object.entries(standby)) {
        await copy.start();
        const standing = async () => (await readinessOf(copy.url))?.checks.every(({ detail }) => detail.standby === true) === true;
        await whileItMoves(`the copy of ${service} stands by`, { isDone: standing, progress: () => readinessOf(copy.url) });
      }
      for (const service of ['projector', 'relay', 'notifier'] as const) {
        await system.services[service].kill('SIGKILL');
        const began = performance.now();
        const leads = async () => (await readinessOf(standby[service].url))?.checks.every(({ detail }) => detail.standby === undefined) === true;
        await whileItMoves(`the copy of ${service} has taken over`, { isDone: leads, progress: () => readinessOf(standby[service].url) });
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
