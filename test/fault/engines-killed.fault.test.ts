import { describeWhenAsked } from '@amana/engines/testing/describe-when-asked';
import { expect, it } from '@jest/globals';
import { newSeed } from '../testing/seed.ts';
import { runDistributed } from './distributed-run.ts';
import { enginesForRun } from './engines-for-run.ts';

describeWhenAsked('Kafka and MongoDB’s engine, each stopped and killed under load', () => {
  it('lose nothing that was acknowledged, double nothing, have the rows of a fresh fold, and alert each once and in order', async () => {
    const said: string[] = [];
    await using engines = await enginesForRun((line) => said.push(line));
    const among = Object.keys(engines?.own ?? {});
    if (!engines || among.length === 0) throw new Error(said.join('\n'));
    const run = await runDistributed({ ...engines, seed: newSeed('engines killed'), kills: 4, among });
    const falls = ['MongoDB’s engine', 'Kafka’s engine'].map((victim) => ({ victim, killed: 1, stopped: 1 }));
    expect(run).toEqual({ scenario: expect.any(String), kills: 4, falls, acknowledged: expect.any(Number), found: run.acknowledged, doubled: 0, faults: [] });
    expect(run.acknowledged).toBeGreaterThan(30);
  }, 600_000);
});
