import { readModelStoreSuite } from '@amana/ports/contract/read-model-store.suite';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { createMongoReadModelStore } from './mongo-read-model-store.ts';
import { makeMongoHarness } from './testing/mongo-harness.ts';

describeWithEngine('mongodb', 'read models', (url) => {
  readModelStoreSuite('MongoDB', () => makeMongoHarness(url, createMongoReadModelStore));
});
