import { afterEach, beforeEach, describe } from '@jest/globals';
import { appendCases } from './event-store/append-cases.ts';
import { concurrencyCases } from './event-store/concurrency-cases.ts';
import type { EventStoreHarness } from './event-store/fixtures.ts';
import { mixCases } from './event-store/mix-cases.ts';
import { readLogCases } from './event-store/read-log-cases.ts';
import { readStreamCases } from './event-store/read-stream-cases.ts';
import { refusalCases } from './event-store/refusal-cases.ts';
import { repeatCases } from './event-store/repeat-cases.ts';
import { waitCases } from './event-store/wait-cases.ts';

const allCases = {
  append: appendCases,
  'a repeated append': repeatCases,
  'a refused append': refusalCases,
  readStream: readStreamCases,
  'readLog, head and readAt': readLogCases,
  waitForMore: waitCases,
  'many at the same time': concurrencyCases,
};

/**
 * What every EventStore must do, in the words of the port. It assumes of a position only that it is ordered, and of the log
 * only that nobody else writes to it meanwhile. `seed` repeats a run of the random mix (it stands in that test's title).
 */
export function eventStoreSuite(name: string, makeHarness: () => Promise<EventStoreHarness>, options: { seed?: number } = {}): void {
  describe(`EventStore: ${name}`, () => {
    let open: EventStoreHarness | undefined;
    const harness = (): EventStoreHarness => {
      if (open === undefined) throw new Error('a case asked for its store outside of a test');
      return open;
    };
    beforeEach(async () => {
      open = await makeHarness();
    });
    afterEach(async () => {
      await open?.close();
      open = undefined;
    });

    for (const [title, cases] of Object.entries(allCases)) {
      describe(title, () => {
        cases(harness);
      });
    }
    describe('a random mix', () => {
      mixCases(harness, options.seed ?? Date.now() % 2 ** 31);
    });
  });
}
