import { deliveriesSuite } from '@amana/ports/contract/deliveries.suite';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { createMongoDeliveries } from './mongo-deliveries.ts';
import { makeMongoHarness } from './testing/mongo-harness.ts';

describeWithEngine('mongodb', 'deliveries', (url) => {
  deliveriesSuite('MongoDB', () => makeMongoHarness(url, createMongoDeliveries));
});
