import { findLog } from '@amana/app/open-log';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { createLogger } from '@amana/platform/logger';
import { dropDatabase } from '@amana/store-distributed/testing/drop-database';
import { removeTopics } from '@amana/store-distributed/testing/remove-topics';
import { openLogAndRows, openTopic } from '@amana/wiring/engine-stores';
import { makeTopics } from '@amana/wiring/make-topics';
import { tools } from '@amana/wiring/tools';

export type Place = { readonly eventStore: string; readonly mongodb: string; readonly kafka: string };

/** What relay and projectors are given in their services, over the log of a system, with a database and topics of their own. */
export async function openWorkerDeps({ eventStore, mongodb, kafka }: Place) {
  const output = createLogger({ level: 'warn', name: 'bench' });
  const prefix = `bench-${crypto.randomUUID()}.`;
  const rowsUrl = new URL(mongodb);
  rowsUrl.pathname = `/amana-${crypto.randomUUID()}`;
  const url = rowsUrl.toString();
  const topicSettings = { AMANA_KAFKA_BROKERS: kafka, AMANA_TOPIC_PREFIX: prefix, AMANA_KAFKA_MECHANISM: 'scram-sha-512' } as const;
  const stores = await openLogAndRows({ AMANA_EVENTSTORE_URL: eventStore, AMANA_MONGODB_URL: url }, output);
  const connection = openTopic(topicSettings, output);
  const close = async (): Promise<void> => {
    await Promise.all([connection.close(), stores.close()]);
    await Promise.all([dropDatabase(url), removeTopics(kafka, prefix)]);
  };
  try {
    const log = await findLog('demo', { events: stores.events });
    if (log === undefined) throw new Error('the system has made no log');
    await makeTopics(topicSettings, { copies: undefined, output });
    return { ...tools, ...stores, topic: connection.topic, log, output, definitions, prefix, mongodb: url, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

export type WorkerDeps = Awaited<ReturnType<typeof openWorkerDeps>>;
