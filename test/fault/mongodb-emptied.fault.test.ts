import { expect, it } from '@jest/globals';
import { dropDatabase } from '@amana/store-distributed/testing/drop-database';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { startDistributed } from '../testing/distributed-system.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { faultsInAlerts } from './faults-in-alerts.ts';
import { faultsInLog } from './faults-in-log.ts';
import { untilAlerted, untilAtHead } from './fault-run.ts';
import { leftOnEngines } from './left-on-engines.ts';
import { startLoad } from './load.ts';
import { unequalProjections } from './same-rows.ts';

describeWithEngine('mongodb', 'a system whose MongoDB loses everything while it runs', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('makes all of it anew without a restart, and nobody is alerted twice', async () => {
      await using load = await startLoad(runOf(newSeed('mongodb emptied')), (options) => startDistributed({ ...options, mongodb, kafka }), { waitSeconds: 300 });
      const { system, given, health } = load;
      await load.more(30);
      await dropDatabase(system.mongodb);
      await load.more(30);
      await load.stop();
      await untilAlerted(load);
      await untilAtHead([system.readyUrls.projector, system.readyUrls.relay]);
      const { events, rows, fresh } = await leftOnEngines(system);
      expect(unequalProjections(rows, fresh)).toEqual([]);
      expect(faultsInLog(events, given)).toEqual([]);
      expect(faultsInAlerts([...health.alerts.values()], load)).toEqual([]);
    }, 600_000);
  });
});
