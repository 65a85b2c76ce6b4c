import { describe } from '@jest/globals';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { rebuildCases } from './testing/rebuild-cases.ts';

describe('a rebuild beside the build that is read', () => {
  rebuildCases(async () => {
    const work = openWorkDatabase(':memory:');
    return { rows: createSqliteReadModelStore(work), close: async () => work.close() };
  });
});
