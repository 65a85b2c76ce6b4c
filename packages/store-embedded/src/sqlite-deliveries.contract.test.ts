import { deliveriesSuite } from '@amana/ports/contract/deliveries.suite';
import { createSqliteDeliveries } from './sqlite-deliveries.ts';
import { makeWorkHarness } from './testing/work-harness.ts';

deliveriesSuite('SQLite', async () => ({ ...(await makeWorkHarness(createSqliteDeliveries)), capabilities: { atomicGuards: true } }));
