import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { ConsumerOptions } from '@amana/ports/topic';
import { deadLetterRecord, deadLetterTopic } from './dead-letter-record.ts';
import type { KafkaTimes } from './kafka-settings.ts';
import type { Publisher } from './publisher.ts';
import { tryMessage } from './try-message.ts';

export type BatchHandlerDeps = ConsumerOptions & {
  readonly publisher: Publisher;
  readonly backoffMs: (attempt: number) => number;
  readonly times: Pick<KafkaTimes, 'handleMs' | 'sessionMs'>;
  /** Aborted when the consumer is to stop: the message in hand is finished, no other is begun. */
  readonly signal: AbortSignal;
  /** Called whenever something was done. */
  readonly sign: () => void;
};

export type BatchHandler = {
  handleBatch(payload: EachBatchPayload): Promise<void>;
  /** Nothing of it goes on: no timer, and no message that is in hand. */
  close(): void;
};

/**
 * What kafkajs calls with the messages of one partition. Nothing that a handler throws gets through to kafkajs: a TypeError (a failed
 * fetch is one) would end its consumer for good, any other error would be a crash and a rebalance each time. A message that failed
 * stays unresolved and its partition is paused: after the wait the same message is fetched again, and other partitions go on meanwhile.
 */
export function createBatchHandler(deps: BatchHandlerDeps): BatchHandler {
  const failed = new Map<number, { readonly offset: string; readonly attempt: number }>();
  const pauses = new Set<NodeJS.Timeout>();
  const ended = new AbortController();

  function noteFailure(payload: EachBatchPayload, offset: string, error: unknown): void {
    const { partition } = payload.batch;
    const before = failed.get(partition);
    const attempt = before?.offset === offset ? before.attempt + 1 : 1;
    failed.set(partition, { offset, attempt });
    pause(payload, deps.backoffMs(attempt));
    deps.onRetry?.(error, attempt);
  }

  function pause(payload: EachBatchPayload, ms: number): void {
    const resume = payload.pause();
    const timer = setTimeout(() => {
      pauses.delete(timer);
      resume(); // where the partition has gone to another member meanwhile, this changes nothing
    }, ms);
    pauses.add(timer);
  }

  const tryOne = (message: KafkaMessage, partition: number): Promise<void> =>
    tryMessage(message, {
      handle: deps.handle,
      handleMs: deps.times.handleMs,
      signal: ended.signal,
      toDeadLetters: (reason) => {
        const letter = deadLetterRecord(message, { partition, offset: message.offset, reason });
        return deps.publisher.publish(deadLetterTopic(deps.topic, deps.group), [letter]);
      },
    });

  /** False when the message has failed. */
  async function finish(payload: EachBatchPayload, message: KafkaMessage): Promise<boolean> {
    const beats = keepBeating(payload, deps.times.sessionMs / 4);
    ended.signal.addEventListener('abort', beats.stop, { once: true });
    try {
      await tryOne(message, payload.batch.partition);
      failed.delete(payload.batch.partition);
      payload.resolveOffset(message.offset);
      return true;
    } catch (error) {
      if (!ended.signal.aborted) noteFailure(payload, message.offset, error);
      return false;
    } finally {
      beats.stop();
      ended.signal.removeEventListener('abort', beats.stop);
      deps.sign();
    }
  }

  return {
    handleBatch: async (payload) => {
      for (const message of payload.batch.messages) {
        if (deps.signal.aborted || ended.signal.aborted || !payload.isRunning() || payload.isStale()) return;
        if (!(await finish(payload, message))) return;
        await payload.heartbeat(); // kafkajs sends one only when it is due; it rejects for a rebalance, and must get that back
        await payload.commitOffsetsIfNecessary();
      }
    },
    close: () => {
      ended.abort();
      for (const timer of pauses) clearTimeout(timer);
    },
  };
}

/** kafkajs sends heartbeats between messages only: a handler slower than a session would lose its partition, for ever at the same message. */
function keepBeating(payload: EachBatchPayload, everyMs: number): { stop: () => void } {
  const timer = setInterval(() => {
    payload.heartbeat().catch(() => undefined); // a rebalance, or no connection: the heartbeat after the message says so again
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}
