import { CASES_TOPIC, NOTIFIER_GROUP } from '@amana/app/relay/case-reference';
import type { Log } from '@amana/platform/logger';
import type { TopicSettings } from './engine-stores.ts';

const MOST_COPIES = 3;

/**
 * The deploy step of the distributed mode: every topic that some service publishes to or reads, under the names that the services
 * give them. Again is safe. Rejects with a PortFailure.
 */
export async function makeTopics(settings: TopicSettings, { copies, output }: { copies: number | undefined; output: Log }) {
  const { openTopic } = await import('./engine-stores.ts'); // the embedded mode loads no client of an engine
  const { topicSpecs } = await import('@amana/store-distributed/kafka-topics');
  const named = settings.AMANA_KAFKA_BROKERS?.split(',').length ?? 1;
  const replicationFactor = copies ?? Math.min(named, MOST_COPIES);
  const prefix = settings.AMANA_TOPIC_PREFIX;
  const kafka = openTopic(settings, output);
  try {
    const report = await kafka.createTopics(topicSpecs({ topic: prefix + CASES_TOPIC, groups: [prefix + NOTIFIER_GROUP], replicationFactor }));
    return { ...report, copies: replicationFactor };
  } finally {
    await kafka.close();
  }
}
