import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { expect, it } from '@jest/globals';
import { newSeed } from '../testing/seed.ts';
import { runDistributed } from './distributed-run.ts';

const KILLS = 5;

describeWithEngine('mongodb', 'services and the log’s engine, stopped and killed in random order', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('lose nothing that was acknowledged, double nothing, have the rows of a fresh fold, and alert each once and in order', async () => {
      const run = await runDistributed({ seed: newSeed('stops and kills'), kills: KILLS, mongodb, kafka });
      const scenario = expect.stringContaining('protocol server: client behaviour');
      expect(run).toEqual({ scenario, kills: KILLS, acknowledged: expect.any(Number), found: run.acknowledged, doubled: 0, faults: [] });
      expect(run.acknowledged).toBeGreaterThan(30);
    }, 600_000);
  });
});
