import { readFileSync } from 'node:fs';
import { readConfig } from '@amana/platform/config';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import type { DistributedOptions } from '../../testing/distributed-system.ts';

type Engines = Pick<DistributedOptions, 'mongodb' | 'kafka' | 'eventStore'> & { /** What each is, with its version. */ readonly words: string };

const nothing = async (): Promise<void> => undefined;
const start = 'start the engines with npm run engines and set the lines that it prints';
const Variables = z.object({
  AMANA_TEST_MONGODB_URL: z.string().describe(start),
  AMANA_TEST_KAFKA_BROKERS: z.string().describe(start),
  AMANA_TEST_EVENTSTORE_URL: z.string().optional(),
});

/** The engines that the environment names, asked who they are. Throws ConfigError, with words for whoever has set nothing. */
export async function findEngines(): Promise<Engines> {
  const env = readConfig(Variables);
  const node = await nodeAt(env.AMANA_TEST_EVENTSTORE_URL);
  const log = node === undefined ? 'the EventStoreDB protocol server of this repository' : `EventStoreDB ${node.version}`;
  return {
    mongodb: env.AMANA_TEST_MONGODB_URL,
    kafka: env.AMANA_TEST_KAFKA_BROKERS,
    ...(node === undefined ? {} : { eventStore: node.engine }),
    words: [log, await nameOfMongo(env.AMANA_TEST_MONGODB_URL), `Kafka (it tells no version; npm run engines starts ${pinned('kafka/pom.xml', /kafka_[^<]*<\/artifactId>\s*<version>([^<]+)</)})`].join('; '),
  };
}

async function nameOfMongo(url: string): Promise<string> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    const { version, ferretdbVersion } = await client.db().command({ buildInfo: 1 });
    if (ferretdbVersion === undefined) return `MongoDB ${version}`;
    return `FerretDB on SQLite (it tells no version; npm run engines builds ${pinned('ferretdb/go.mod', /FerretDB v(\S+)/)})`;
  } finally {
    await client.close();
  }
}

/** What the engines of this repository are made from. */
const pinned = (file: string, version: RegExp): string => version.exec(readFileSync(new URL(`../../../infra/engines/${file}`, import.meta.url), 'utf8'))?.[1] ?? 'another';

/**
 * A node of EventStoreDB itself, which tells its version over HTTP; it MUST be empty, since its log becomes that of the bench. The protocol
 * server of `npm run engines` speaks no HTTP and is left alone: others go on using its log, and the bench starts one of its own.
 */
async function nodeAt(url: string | undefined) {
  const place = /^esdb(?:\+discover)?:\/\/(?:[^@/]*@)?([^,/?]+)/.exec(url ?? '')?.[1];
  if (url === undefined || place === undefined) return undefined;
  const scheme = /tls=false/i.test(url) ? 'http' : 'https';
  const answer = await fetch(`${scheme}://${place}/info`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  const { esVersion } = (await answer.json()) as { esVersion?: string };
  const store = connectEventStoreDb({ url });
  try {
    if ((await store.events.head()) !== undefined) throw new Error('the node that AMANA_TEST_EVENTSTORE_URL names is not empty: the bench needs a log of its own');
  } finally {
    await store.close();
  }
  const engine = { name: 'EventStoreDB', port: Number(place.split(':')[1] ?? 2113), address: url, start: nothing, stop: nothing, kill: nothing, failed: undefined };
  return { version: esVersion ?? 'of an unknown version', engine };
}
