import type { Consumer as KafkaConsumer } from 'kafkajs';
import type { ConsumerOptions } from '@amana/ports/topic';
import { StoreUnavailable } from '@amana/ports/failures';
import { createBatchHandler, type BatchHandler } from './batch-handler.ts';
import { deadLetterTopic } from './dead-letter-record.ts';
import { kafkaFailure } from './kafka-failure.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { openClient, shortRetries, type KafkaClient } from './open-client.ts';
import type { Publisher } from './publisher.ts';
import { requireTopics } from './require-topics.ts';
import { within } from '../within.ts';

export type SessionDeps = {
  readonly settings: KafkaSettings;
  readonly publisher: Publisher;
  readonly consumer: ConsumerOptions;
  /** Aborted to end it. */
  readonly signal: AbortSignal;
};

/** How a session ended: `error` is undefined when it was told to stop. `lived`: it was a member of its group for longer than a session. */
export type SessionEnd = { readonly error: unknown; readonly lived: boolean };

/**
 * One consumer of kafkajs from its connection to its end. It never restarts: whatever kafkajs calls a crash ends the session, and the
 * next one begins with a client of its own. So a consumer that kafkajs has given up in silence, one that would come back during a
 * shutdown, and retry counters that only ever grow are all the same case.
 */
export async function runSession({ settings, publisher, consumer: options, signal }: SessionDeps): Promise<SessionEnd> {
  const client = openClient(settings);
  const consumer = openConsumer(client, options, settings);
  const watch = watchForSilence(settings.times.silentMs);
  const batches = createBatchHandler({ ...options, publisher, backoffMs: settings.backoffMs, times: settings.times, signal, sign: watch.sign });
  let joinedMs = Number.POSITIVE_INFINITY;
  const lived = (): boolean => performance.now() - joinedMs > settings.times.sessionMs;
  consumer.on(consumer.events.FETCH, watch.sign);
  consumer.on(consumer.events.GROUP_JOIN, () => {
    joinedMs = Math.min(joinedMs, performance.now());
    watch.sign();
  });
  const crashed = new Promise<never>((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  crashed.catch(() => undefined); // it may come before anybody looks
  const abort = watchForAbort(signal);
  const started = start(client, consumer, { options, batches, signal });
  try {
    await Promise.race([abort.aborted, started.then(() => crashed), watch.silence]);
    return { error: undefined, lived: lived() };
  } catch (error) {
    return { error: kafkaFailure(error, { topic: options.topic, written: 'no' }), lived: lived() };
  } finally {
    watch.stop();
    abort.stop();
    await end(started, consumer, settings.times.stopMs);
    batches.close();
    client.giveUp();
  }
}

function openConsumer({ kafka }: KafkaClient, { topic, group }: ConsumerOptions, { times }: KafkaSettings): KafkaConsumer {
  return kafka.consumer({
    // Of one topic: kafkajs shares out the partitions of all topics of a group without asking which member reads which.
    groupId: `${topic}.${group}`,
    sessionTimeout: times.sessionMs,
    heartbeatInterval: times.sessionMs / 5,
    rebalanceTimeout: times.handleMs + times.sessionMs, // a member that is busy with a message joins when that is done
    maxWaitTimeInMs: times.fetchMs,
    allowAutoTopicCreation: false,
    retry: { ...shortRetries, restartOnFailure: async () => false },
  });
}

type Start = { readonly options: ConsumerOptions; readonly batches: BatchHandler; readonly signal: AbortSignal };

async function start({ kafka }: KafkaClient, consumer: KafkaConsumer, { options, batches, signal }: Start): Promise<void> {
  // The dead letters too: to miss them only when they are needed would be a partition that stands still.
  await requireTopics(kafka, [options.topic, deadLetterTopic(options.topic, options.group)]);
  if (signal.aborted) return;
  await consumer.connect();
  await consumer.subscribe({ topics: [options.topic], fromBeginning: true }); // also where to go on when the offset is no longer kept
  if (signal.aborted) return;
  await consumer.run({
    eachBatchAutoResolve: false,
    autoCommitThreshold: 100,
    autoCommitInterval: 1_000,
    partitionsConsumedConcurrently: 1,
    eachBatch: (payload) => batches.handleBatch(payload),
  });
}

const late = (): Error => new Error('too late');

/** Lets the message in hand finish, commits and leaves the group, in so far as that goes in time. */
async function end(started: Promise<void>, consumer: KafkaConsumer, stopMs: number): Promise<void> {
  const leave = async (): Promise<void> => {
    await started.catch(() => undefined); // its failure has ended the session already; a member that is just joining would leave a ghost behind
    await consumer.disconnect();
  };
  await within(leave(), { ms: stopMs, late }).catch(() => undefined); // the group notices by itself that this member is gone
}

/** The signal outlives a session, of which there are many in a long outage: none leaves its listener behind. */
function watchForAbort(signal: AbortSignal): { aborted: Promise<void>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const tell = (): void => resolve();
  if (signal.aborted) tell();
  else signal.addEventListener('abort', tell, { once: true });
  return { aborted: promise, stop: () => signal.removeEventListener('abort', tell) };
}

/** kafkajs can wait for ever for an answer that does not come (a login, for one): it looks like a consumer with nothing to do. */
function watchForSilence(silentMs: number): { silence: Promise<never>; sign: () => void; stop: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined); // nobody may be listening any more
  const giveUp = (): void => reject(new StoreUnavailable(`Kafka: no sign of life from a consumer for ${silentMs} ms`, { written: 'no' }));
  const timer = setTimeout(giveUp, silentMs);
  return { silence: promise, sign: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
