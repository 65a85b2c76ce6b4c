import type { JsonObject } from './json.ts';

/** References only: ids, types, revisions. Never personal data (a topic's retention and readers are not ours alone). */
export type TopicMessage = {
  /** Messages of one key keep their order. */
  key: string;
  /** Stable over repeats: the receiver's means to drop them. */
  id: string;
  value: JsonObject;
};

export type DeadLetter = { id: string; key: string; reason: string };

/** Thrown by a handler for a message that no retry can mend; it goes to the dead letters with its reason. */
export class UndecodableMessage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UndecodableMessage';
  }
}

export type ConsumerOptions = {
  topic: string;
  /** Each group reads the whole topic once. */
  group: string;
  /** May be called again with a message that it has seen. Whatever it throws but UndecodableMessage is tried again in place, with back-off. */
  handle: (message: TopicMessage) => Promise<void>;
  /** Told of each failed try: for readiness and metrics. `attempt` counts from 1. */
  onRetry?: (error: unknown, attempt: number) => void;
};

/** `run` resolves after `stop`, once the message in hand is finished. It rejects only for a bug in the adapter. */
export type Consumer = { run(): Promise<void>; stop(): Promise<void> };

/**
 * MUST: `publish` resolves only after the messages are kept as safely as the deployment promises.
 * MUST: the first occurrences of the messages of one key are handled in the order of publishing; repeats may come at any time.
 * MUST: a consumer that dies loses nothing: what it had not finished is handled again.
 * MUST: a new group starts with the oldest message that is still kept.
 * MUST NOT: skip a message for any reason but UndecodableMessage.
 */
export interface Topic {
  publish(topic: string, messages: readonly TopicMessage[]): Promise<void>;
  consumer(options: ConsumerOptions): Consumer;
  deadLetters(topic: string, group: string): Promise<DeadLetter[]>;
}
