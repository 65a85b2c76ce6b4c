import { afterEach, beforeEach, describe } from '@jest/globals';
import type { ReadModelStore } from '../read-model-store.ts';
import type { Harness, MakeHarness } from './harness.ts';
import { buildCases } from './read-model-store/build-cases.ts';
import { checkpointCases } from './read-model-store/checkpoint-cases.ts';
import { pageCases } from './read-model-store/page-cases.ts';
import { queryCases } from './read-model-store/query-cases.ts';
import { rowCases } from './read-model-store/row-cases.ts';
import { workerCases } from './read-model-store/worker-cases.ts';

export function readModelStoreSuite(name: string, makeHarness: MakeHarness<ReadModelStore>): void {
  describe(`ReadModelStore: ${name}`, () => {
    let harness: Harness<ReadModelStore>;
    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.close());

    for (const cases of [checkpointCases, rowCases, workerCases, queryCases, pageCases, buildCases]) cases(() => harness);
  });
}
