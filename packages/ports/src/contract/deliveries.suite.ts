import { afterEach, beforeEach, describe } from '@jest/globals';
import { addCases } from './deliveries/add-cases.ts';
import { claimCases } from './deliveries/claim-cases.ts';
import type { DeliveriesHarness } from './deliveries/fixtures.ts';
import { lastWordCases } from './deliveries/last-word-cases.ts';
import { parkedCases } from './deliveries/parked-cases.ts';
import { randomCases } from './deliveries/random-cases.ts';
import { renewCases } from './deliveries/renew-cases.ts';
import { settleCases } from './deliveries/settle-cases.ts';

export function deliveriesSuite(name: string, makeHarness: () => Promise<DeliveriesHarness>): void {
  describe(`Deliveries: ${name}`, () => {
    let harness: DeliveriesHarness;
    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.close());

    for (const cases of [addCases, claimCases, settleCases, lastWordCases, parkedCases, renewCases, randomCases]) cases(() => harness);
  });
}
