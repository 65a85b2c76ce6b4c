import kafkajs, { type Message, type Producer } from 'kafkajs';
import { StoreUnavailable, type PortFailure } from '@amana/ports/failures';
import { kafkaFailure } from './kafka-failure.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { openClient, shortRetries, type KafkaClient } from './open-client.ts';
import { within } from '../within.ts';

export type Publisher = {
  /** Resolves when all in-sync replicas have the records. Rejects with a PortFailure within `callMs`; then the same must be published again. */
  publish(topic: string, records: readonly Message[]): Promise<void>;
  close(): Promise<void>;
};

/** Far below what brokers take in one batch (1 MB), and few enough that a repeat after a failure is cheap. */
const MOST_BYTES = 512 * 1024;
const MOST_RECORDS = 1_000;

type Sender = { readonly client: KafkaClient; readonly producer: Producer; readonly connected: Promise<void> };

/**
 * Publishing by idempotent producers, one send under way at a time. After ANY rejection the producer is thrown away: kafkajs takes
 * its sequence number back although the brokers may have written the batch; the next batch of the same size would go out under the
 * same number, and the broker would take it for the old one, acknowledge it and drop it.
 */
export function createPublisher(settings: KafkaSettings): Publisher {
  const { callMs } = settings.times;
  let sender: Sender | undefined;
  let line: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function send(topic: string, messages: Message[], untilMs: number): Promise<void> {
    let written: 'no' | 'unknown' = 'no';
    const used = (sender ??= openSender(settings));
    const sending = async (): Promise<void> => {
      // One that could not connect would send all the same, without idempotence and without a word: it goes the way of the others.
      await used.connected;
      written = 'unknown';
      await used.producer.send({ topic, messages, acks: -1, timeout: settings.times.requestMs });
    };
    try {
      const late = () => new StoreUnavailable(`Kafka: no acknowledgement in time for ${topic}`, { written });
      await within(sending(), { ms: untilMs - performance.now(), late });
    } catch (error) {
      sender = undefined;
      used.client.giveUp();
      throw kafkaFailure(error, { topic, written });
    }
  }

  async function sendAll(topic: string, records: readonly Message[], untilMs: number): Promise<void> {
    if (isClosed) throw notSent('the connection is closed');
    if (performance.now() >= untilMs) throw notSent('others were not acknowledged in time');
    for (const part of partsOf(records)) await send(topic, part, untilMs);
  }

  return {
    publish: async (topic, records) => {
      if (records.length === 0) return;
      const untilMs = performance.now() + callMs;
      const turn = line.then(() => sendAll(topic, records, untilMs));
      line = turn.catch(() => undefined); // a failure belongs to its caller, not to who comes next
      await turn;
    },
    close: async () => {
      isClosed = true;
      await line;
      sender?.client.giveUp();
      sender = undefined;
    },
  };
}

function openSender(settings: KafkaSettings): Sender {
  const client = openClient(settings);
  const producer = client.kafka.producer({
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner, // as Java's: a key's partition does not change with the client
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    retry: shortRetries,
  });
  const connected = producer.connect();
  connected.catch(() => undefined); // its sender asks; it may have failed before
  return { client, producer, connected };
}

const notSent = (why: string): PortFailure => new StoreUnavailable(`Kafka: not published, ${why}`, { written: 'no' });

/** In order, in pieces that a broker takes at once. */
function partsOf(records: readonly Message[]): Message[][] {
  const parts: Message[][] = [];
  let part: Message[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = sizeOf(record);
    if (part.length > 0 && (bytes + size > MOST_BYTES || part.length >= MOST_RECORDS)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(record);
    bytes += size;
  }
  return [...parts, part];
}

function sizeOf({ key, value, headers = {} }: Message): number {
  const parts = [key, value, ...Object.entries(headers).flat(2)];
  return parts.reduce((sum: number, part) => sum + Buffer.byteLength(part ?? ''), 0);
}
