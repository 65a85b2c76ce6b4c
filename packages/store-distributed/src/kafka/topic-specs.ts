import { deadLetterTopic } from './dead-letter-record.ts';

export type TopicSpec = {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** By the names of Kafka. */
  readonly settings: Readonly<Record<string, string>>;
};

export type TopicPlan = {
  readonly topic: string;
  /** Those that read it: each has dead letters of its own. */
  readonly groups: readonly string[];
  /** Copies of each record. 3 in production; as many as there are brokers, if fewer. */
  readonly replicationFactor: number;
  /**
   * How many consumers of one group can share the work; default 6. MUST NOT change later: messages of one key would go to another
   * partition and lose their order.
   */
  readonly partitions?: number;
};

const DAY_MS = 24 * 3_600_000;
const MESSAGE_BYTES = 1_048_576;

/** A topic and its dead letters, every setting said: nothing depends on what the brokers were set up with. */
export function topicSpecs({ topic, groups, replicationFactor, partitions = 6 }: TopicPlan): TopicSpec[] {
  const spec = (name: string, own: { partitions: number; keepMs: number; bytes: number }): TopicSpec => ({
    topic: name,
    partitions: own.partitions,
    replicationFactor,
    settings: {
      'cleanup.policy': 'delete', // compaction would drop all but the newest message of a key
      'retention.ms': String(own.keepMs),
      'retention.bytes': '-1',
      'max.message.bytes': String(own.bytes),
      // With acks=all: one broker may be lost, and what was acknowledged is on another.
      'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
      'unclean.leader.election.enable': 'false',
      'message.timestamp.type': 'CreateTime',
      'compression.type': 'producer',
    },
  });
  return [
    spec(topic, { partitions, keepMs: 7 * DAY_MS, bytes: MESSAGE_BYTES }),
    // One partition: few, and in the order in which they were given up. Larger records: a letter is a message and its reason.
    ...groups.map((group) => spec(deadLetterTopic(topic, group), { partitions: 1, keepMs: 365 * DAY_MS, bytes: 2 * MESSAGE_BYTES })),
  ];
}
