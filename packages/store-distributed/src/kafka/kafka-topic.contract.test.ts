import { topicSuite } from '@amana/ports/contract/topic.suite';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { makeKafkaHarness } from './testing/kafka-harness.ts';

describeWithEngine('kafka', 'Topic on Kafka', (address) => {
  topicSuite('Kafka', () => makeKafkaHarness(address));
});
