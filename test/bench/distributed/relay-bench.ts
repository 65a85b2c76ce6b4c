import { EventStoreDBClient, START, type ReadPosition } from '@eventstore/db-client';
import { createRelay, type RelayDeps } from '@amana/app/relay/relay';
import { CASES_TOPIC } from '@amana/app/relay/case-reference';
import type { EventStore } from '@amana/ports/event-store';
import type { TopicMessage } from '@amana/ports/topic';
import kafkajs, { type Message } from 'kafkajs';
import { wholeLog } from '../../testing/log-of.ts';
import { alternate, type Figures, type Limits } from '../alternate.ts';
import { inMemory } from './in-memory.ts';
import { runToHead, sharesOf, type Run } from './run-to-head.ts';

type Options = {
  readonly deps: RelayDeps;
  /** esdb:// URL of the log. */
  readonly log: string;
  readonly brokers: string;
  /** Begins the name of the topic, on the brokers. */
  readonly prefix: string;
  readonly limits: Limits;
};

export type RelayFigures = Readonly<Record<'bare' | 'bareCopy' | 'relay' | 'fromMemory', Figures>> & { readonly shares: Readonly<Record<'relay' | 'fromMemory', string>>; readonly messages: number };

/** The relay over the whole log, against a bare producer that sends the very same messages in the same pages. Messages per second. */
export async function benchRelay({ deps, log, brokers, prefix, limits }: Options): Promise<RelayFigures> {
  const pages: TopicMessage[][] = [];
  const relayed = async (events = deps.events, topic = deps.topic): Promise<Run> => {
    await deps.rows.drop('relay_v1');
    return runToHead({ ...deps, events, topic }, (timed) => createRelay({ ...deps, ...timed }));
  };
  const memory = inMemory(await wholeLog(deps.events), deps.events);
  await relayed(memory, { ...deps.topic, publish: async (_name, page) => void pages.push([...page]) });
  const messages = pages.flat().length;
  const topic = prefix + CASES_TOPIC;
  const records = pages.map((page) => page.map((message) => recordOf(topic, message)));

  const send = (page: Message[]) => producer.send({ topic, messages: page, acks: -1, timeout: REQUEST_MS });
  const sendAll = async (read: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    for (const page of records) {
      await read();
      await send(page);
    }
    return (messages * 1_000) / (performance.now() - began);
  };

  const client = EventStoreDBClient.connectionString(`${log}&keepAliveInterval=30002`); // with other settings, or it would share the adapter's connection
  const producer = bareProducer(brokers);
  await producer.connect();
  const runs = { relay: [] as Run[], fromMemory: [] as Run[] };
  const relayFrom = (which: keyof typeof runs, events: EventStore) => async (): Promise<number> => {
    const run = await relayed(events);
    runs[which].push(run);
    return (messages * 1_000) / run.ms;
  };
  try {
    const figures = await alternate(
      {
        bare: () => sendAll(async () => undefined),
        bareCopy: () => sendAll(pageReader(client)),
        relay: relayFrom('relay', deps.events),
        fromMemory: relayFrom('fromMemory', memory),
      },
      limits,
    );
    return { ...figures, messages, shares: { relay: sharesOf(runs.relay.slice(1)), fromMemory: sharesOf(runs.fromMemory.slice(1)) } };
  } finally {
    await producer.disconnect();
    await client.dispose();
  }
}

const REQUEST_MS = 5_000;
const PAGE = 500; // of a log loop

/** Reads the log page by page; each call gives the next one. */
function pageReader(client: EventStoreDBClient): () => Promise<void> {
  let fromPosition: ReadPosition = START;
  return async () => {
    for await (const { event } of client.readAll({ direction: 'forwards', fromPosition, maxCount: PAGE })) fromPosition = event?.position ?? fromPosition;
  };
}

/** As the adapter's: acknowledged by all, idempotent, one request at a time. */
function bareProducer(brokers: string) {
  const kafka = new kafkajs.Kafka({ clientId: 'bench', brokers: brokers.split(','), logLevel: kafkajs.logLevel.ERROR, requestTimeout: REQUEST_MS });
  return kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner, idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
}

/** Byte for byte what the adapter sends. */
const recordOf = (topic: string, { key, id, value }: TopicMessage): Message => ({
  key,
  value: Buffer.from(JSON.stringify(value)),
  headers: { ce_specversion: '1.0', ce_id: id, ce_source: `/amana/${topic}`, ce_type: `amana.${topic}`, 'content-type': 'application/json' },
});
