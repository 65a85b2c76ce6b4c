import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';
import { expect, it } from '@jest/globals';
import { serviceNames, startDistributed } from '../testing/distributed-system.ts';
import { wholeStory } from '../testing/whole-story.ts';

describeWithEngine('mongodb', 'the whole story, every service a process of its own', (mongodb) => {
  describeWithEngine('kafka', 'over Kafka and a protocol server', (kafka) => {
    it('is the same word for word: every command answered, the tally agrees, every alert signed', async () => {
      await wholeStory(async (options) => {
        const system = await startDistributed({ ...options, mongodb, kafka });
        const stopAndRead = async () => {
          const stored = await system.storedEvents();
          for (const service of serviceNames) expect([service, await system.services[service].kill('SIGTERM')]).toEqual([service, { code: 0, signal: null }]);
          return stored;
        };
        return { ...system, stopAndRead };
      });
    }, 180_000);
  });
});
