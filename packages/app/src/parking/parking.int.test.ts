import { describe } from '@jest/globals';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { parkingCases } from './testing/parking-cases.ts';

describe('cases that cannot be projected', () => {
  parkingCases(async () => {
    const work = openWorkDatabase(':memory:');
    return { rows: createSqliteReadModelStore(work), close: async () => work.close() };
  });
});
