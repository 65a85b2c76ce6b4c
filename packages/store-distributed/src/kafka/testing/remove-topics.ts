import kafkajs from 'kafkajs';

/** Removes every topic whose name begins so: the brokers of the tests are used again and again. */
export async function removeTopics(broker: string, prefix: string): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: broker.split(','), logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 5 } }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}
