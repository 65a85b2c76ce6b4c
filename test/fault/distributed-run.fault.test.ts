import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { expect, it } from '@jest/globals';
import { serviceNames } from '../testing/distributed-system.ts';
import { newSeed } from '../testing/seed.ts';
import { runDistributed } from './distributed-run.ts';

const KILLS = 5;

describeWithEngine('mongodb', 'services and the log’s engine, stopped and killed in random order', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('lose nothing that was acknowledged, double nothing, have the rows of a fresh fold, and alert each once and in order', async () => {
      const run = await runDistributed({ seed: newSeed('stops and kills'), kills: KILLS, mongodb, kafka });
      const scenario = expect.stringContaining('protocol server: client behaviour');
      const victims = [...serviceNames, 'the log’s engine'];
      const falls = victims.map((victim) => ({ victim, killed: expect.any(Number), stopped: expect.any(Number) }));
      expect(run).toEqual({ scenario, kills: KILLS, falls, acknowledged: expect.any(Number), found: run.acknowledged, doubled: 0, faults: [] });
      expect(run.falls?.reduce((sum, { killed, stopped }) => sum + killed + stopped, 0)).toBe(KILLS);
      expect(run.acknowledged).toBeGreaterThan(30);
    }, 600_000);
  });
});
