import { readModelStoreSuite } from '@amana/ports/contract/read-model-store.suite';
import { createSqliteReadModelStore } from './sqlite-read-model-store.ts';
import { makeWorkHarness } from './testing/work-harness.ts';

readModelStoreSuite('SQLite', () => makeWorkHarness(createSqliteReadModelStore));
