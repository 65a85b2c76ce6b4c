import { leaseSuite } from '@amana/ports/contract/lease.suite';
import { createSqliteLease } from './sqlite-lease.ts';
import { makeWorkHarness } from './testing/work-harness.ts';

leaseSuite('SQLite', () => makeWorkHarness(createSqliteLease));
