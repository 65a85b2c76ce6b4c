import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { StoreUnavailable } from '@amana/ports/failures';
import { kafkaFailure } from './kafka-failure.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { openClient, shortRetries } from './open-client.ts';
import type { TopicSpec } from './topic-specs.ts';
import { within } from '../within.ts';

/** `setting` is a name of Kafka, or `partitions` or `replication.factor`. */
export type TopicDifference = { readonly topic: string; readonly setting: string; readonly wanted: string; readonly found: string };

export type TopicReport = {
  readonly created: readonly string[];
  readonly existing: readonly string[];
  /** What exists with other settings. Nothing is altered: an operator may have had reasons, and kafkajs could only replace all settings. */
  readonly different: readonly TopicDifference[];
};

/** Makes the topics that are missing. Again is safe. Rejects with a PortFailure within `callMs`; some may then have been made. */
export async function createTopics(specs: readonly TopicSpec[], settings: KafkaSettings): Promise<TopicReport> {
  const client = openClient(settings);
  try {
    return await within(createMissing(client.kafka.admin({ retry: shortRetries }), specs), { ms: settings.times.callMs, late });
  } catch (error) {
    throw kafkaFailure(error, { topic: specs.map(({ topic }) => topic).join(', '), written: 'unknown' });
  } finally {
    client.giveUp();
  }
}

const late = (): StoreUnavailable => new StoreUnavailable('Kafka: the topics were not made in time', { written: 'unknown' });

async function createMissing(admin: Admin, specs: readonly TopicSpec[]): Promise<TopicReport> {
  await admin.connect();
  const there = new Set(await admin.listTopics());
  const missing = specs.filter(({ topic }) => !there.has(topic));
  const existing = specs.filter(({ topic }) => there.has(topic));
  if (missing.length > 0) {
    // Each broker hears of a new topic in its own time; kafkajs would take «not yet known» for a failure.
    await admin.createTopics({ waitForLeaders: false, topics: missing.map(asAdminWants) });
    await untilKnown(admin, missing);
  }
  const different = await differencesOf(admin, existing);
  await admin.disconnect();
  return { created: namesOf(missing), existing: namesOf(existing), different };
}

const namesOf = (specs: readonly TopicSpec[]): string[] => specs.map(({ topic }) => topic);

const asAdminWants = ({ topic, partitions, replicationFactor, settings }: TopicSpec) => ({
  topic,
  numPartitions: partitions,
  replicationFactor,
  configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
});

/** The caller has a deadline. */
async function untilKnown(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  for (const { topic } of specs) {
    while (!(await isKnown(admin, topic))) await delay(50);
  }
}

async function isKnown(admin: Admin, topic: string): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    if (kafkaFailure(error, { topic, written: 'no' }).code !== 'KAFKA_TOPIC_MISSING') throw error;
    return false;
  }
}

async function differencesOf(admin: Admin, specs: readonly TopicSpec[]): Promise<TopicDifference[]> {
  if (specs.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: specs.map(({ topic }) => topic) });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: specs.map(({ topic, settings }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(settings) })),
  });
  return specs.flatMap(({ topic, partitions, replicationFactor, settings }) => {
    const placed = topics.find(({ name }) => name === topic)?.partitions ?? [];
    const entries = resources.find(({ resourceName }) => resourceName === topic)?.configEntries ?? [];
    const wanted = { partitions: String(partitions), 'replication.factor': String(replicationFactor), ...settings };
    const found: Record<string, string> = {
      partitions: String(placed.length),
      'replication.factor': String(placed[0]?.replicas.length ?? 0),
      ...Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue])),
    };
    return Object.entries(wanted)
      .map(([setting, value]) => ({ topic, setting, wanted: value, found: found[setting] ?? '' }))
      .filter((one) => one.found !== one.wanted);
  });
}
