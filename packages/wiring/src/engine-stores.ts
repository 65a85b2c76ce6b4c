import { readFileSync } from 'node:fs';
import { refuseRestored } from '@amana/app/notice-restore';
import type { Log } from '@amana/platform/logger';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { connectKafka } from '@amana/store-distributed/kafka';
import { connectMongo } from '@amana/store-distributed/mongodb';
import type { BaseStores } from './open-base.ts';
import { holdByLease, inTurnByLease } from './hold-by-lease.ts';
import { prefixedTopic } from './prefixed-topic.ts';
import type { Environment } from './settings.ts';
import { tools } from './tools.ts';

/** Where many processes share a log, none of them begins an era by itself. */
const checkLog: BaseStores['checkLog'] = async (log, deps) => {
  await refuseRestored(log, deps);
  return log;
};

/** A rule of the settings has asked for it: nobody gets here without. */
function said(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** Log and reads in EventStoreDB; rows, deliveries and leases in MongoDB. Connects when first used. */
export async function openLogAndRows(settings: Pick<Environment, 'AMANA_EVENTSTORE_URL' | 'AMANA_MONGODB_URL'>, output: Log) {
  const log = connectEventStoreDb({ url: said(settings.AMANA_EVENTSTORE_URL, 'AMANA_EVENTSTORE_URL') });
  const mongo = await connectMongo({ url: said(settings.AMANA_MONGODB_URL, 'AMANA_MONGODB_URL') });
  return {
    events: log.events,
    access: log.access,
    rows: mongo.rows,
    deliveries: mongo.deliveries,
    hold: holdByLease(mongo.lease, output),
    turns: inTurnByLease(mongo.lease, output),
    checkLog,
    close: async () => {
      await mongo.close();
      await log.close();
    },
  };
}

export type TopicSettings = Pick<Environment, 'AMANA_KAFKA_BROKERS' | 'AMANA_TOPIC_PREFIX' | 'AMANA_KAFKA_CA_FILE' | 'AMANA_KAFKA_MECHANISM' | 'AMANA_KAFKA_USER' | 'AMANA_KAFKA_PASSWORD'>;

export function openTopic(settings: TopicSettings, output: Log) {
  const { AMANA_KAFKA_CA_FILE: caFile, AMANA_KAFKA_MECHANISM: mechanism, AMANA_KAFKA_USER: user, AMANA_KAFKA_PASSWORD: password } = settings;
  const kafka = connectKafka({
    brokers: said(settings.AMANA_KAFKA_BROKERS, 'AMANA_KAFKA_BROKERS').split(','),
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }),
    ...(user === undefined || password === undefined ? {} : { mechanism, user, password }),
    backoffMs: tools.backoffMs,
    output,
  });
  return { ...kafka, topic: prefixedTopic(kafka.topic, settings.AMANA_TOPIC_PREFIX) };
}
