import type { Kafka } from 'kafkajs';
import { kafkaFailure } from './kafka-failure.ts';
import { shortRetries } from './open-client.ts';

/** Rejects for the first that is missing, with words that name it. kafkajs would only say that some topic is unknown. */
export async function requireTopics(kafka: Kafka, topics: readonly string[]): Promise<void> {
  const admin = kafka.admin({ retry: shortRetries });
  await admin.connect();
  try {
    for (const topic of topics) {
      await admin.fetchTopicMetadata({ topics: [topic] }).catch((error: unknown) => {
        throw kafkaFailure(error, { topic, written: 'no' });
      });
    }
  } finally {
    await admin.disconnect();
  }
}
