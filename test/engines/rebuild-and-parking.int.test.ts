import { describe, jest } from '@jest/globals';
import { parkingCases } from '@amana/app/parking/testing/parking-cases';
import { rebuildCases, type RowsHarness } from '@amana/app/rebuild/testing/rebuild-cases';
import { connectMongo } from '@amana/store-distributed/mongodb';
import { dropDatabase } from '@amana/store-distributed/testing/drop-database';
import { describeWithEngine } from '@amana/store-distributed/testing/engine-under-test';

jest.setTimeout(120_000); // an engine on a busy machine takes its time

describeWithEngine('mongodb', 'rows that are built anew or parked', (mongodb) => {
  async function makeRows(): Promise<RowsHarness> {
    const url = new URL(mongodb);
    url.pathname = `/amana-${crypto.randomUUID()}`;
    const stores = await connectMongo({ url: url.toString(), callMs: 15_000 });
    return {
      rows: stores.rows,
      close: async () => {
        await stores.close();
        await dropDatabase(url.toString());
      },
    };
  }

  describe('a rebuild beside the build that is read', () => {
    rebuildCases(makeRows);
  });
  describe('cases that cannot be projected', () => {
    parkingCases(makeRows);
  });
});
