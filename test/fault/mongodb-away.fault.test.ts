import { expect, it } from '@jest/globals';
import { metadataOf } from '@amana/app/stored-metadata';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { openUnsteadyPath } from '@amana/store-distributed/testing/unsteady-path';
import { startDistributed, type DistributedSystem } from '../testing/distributed-system.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { faultsInAlerts } from './faults-in-alerts.ts';
import { faultsInLog } from './faults-in-log.ts';
import { untilAlerted, untilAtHead } from './fault-run.ts';
import { leftOnEngines } from './left-on-engines.ts';
import { CLIENTS, startLoad } from './load.ts';
import { unequalProjections } from './same-rows.ts';

async function statusOfList({ url, issuer }: DistributedSystem): Promise<number> {
  const user = new URLSearchParams({ role: 'NATIONAL_COORD', agency: crypto.randomUUID(), sub: 'user-coordinator-1' });
  const { access_token: token } = (await (await fetch(`${issuer}/dev-token?${user.toString()}`)).json()) as { access_token: string };
  return (await fetch(`${url}/v1/agencies`, { headers: { authorization: `Bearer ${token}` } })).status;
}

describeWithEngine('mongodb', 'a system whose MongoDB is gone for a while', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('records what the staff does, says of limits that they were not checked and of lists that they are away, and is whole again without a restart', async () => {
      const path = await openUnsteadyPath(mongodb);
      try {
        await using load = await startLoad(runOf(newSeed('mongodb away')), (options) => startDistributed({ ...options, mongodb: path.url, kafka }), { waitSeconds: 300 });
        const { system, given, health } = load;
        await load.more(20);
        expect(await statusOfList(system)).toBe(200);

        await path.become('gone');
        const before = given.length;
        const opened = () => given.slice(before).filter(({ path: asked }) => asked.endsWith('/open-case')).length;
        while (opened() <= CLIENTS) await load.more(10); // one more than there are clients: at least one was asked, too, while it was away
        expect(await statusOfList(system)).toBe(503);
        const meanwhile = new Set(given.slice(before).map(({ key }) => key));

        await path.become('open');
        await load.more(10);
        await load.stop();
        await untilAlerted(load);
        await untilAtHead([system.readyUrls.projector, system.readyUrls.relay]);
        expect(await statusOfList(system)).toBe(200);
        const { events, rows, fresh } = await leftOnEngines(system);
        expect(unequalProjections(rows, fresh)).toEqual([]);
        expect(faultsInLog(events, given)).toEqual([]);
        expect(faultsInAlerts([...health.alerts.values()], load)).toEqual([]);
        const unchecked = events.map((event) => metadataOf(event)).filter(({ rules }) => rules.some((rule) => rule.endsWith(':unchecked')));
        expect(unchecked.some(({ commandId }) => meanwhile.has(commandId))).toBe(true);
      } finally {
        await path.close();
      }
    }, 600_000);
  });
});
