import { leaseSuite } from '@amana/ports/contract/lease.suite';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { createMongoLease } from './mongo-lease.ts';
import { makeMongoHarness } from './testing/mongo-harness.ts';

describeWithEngine('mongodb', 'leases', (url) => {
  leaseSuite('MongoDB', () => makeMongoHarness(url, createMongoLease));
});
