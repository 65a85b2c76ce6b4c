import kafkajs, { type Kafka, type KafkaConfig, type RetryOptions, type SASLOptions } from 'kafkajs';
import { createClientSockets } from './client-sockets.ts';
import type { KafkaLog, KafkaSettings } from './kafka-settings.ts';

export type KafkaClient = {
  readonly kafka: Kafka;
  /** Cuts every connection; what is under way in the client rejects, and nothing that it sends later reaches a broker. Twice is safe. */
  giveUp(): void;
};

/**
 * Said in full wherever it can be said: NODE_ENV=test changes the defaults of kafkajs, and jest sets it. Few and short, because they
 * multiply where its layers wait for each other; who needs more patience has it outside.
 */
export const shortRetries = { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000, factor: 0.2, multiplier: 2 } as const satisfies RetryOptions;

/** Connects when first used. One client per producer, consumer or admin: each can then be given up alone. */
export function openClient(settings: KafkaSettings): KafkaClient {
  const sockets = createClientSockets(settings);
  const { times, login, output } = settings;
  const config: KafkaConfig = {
    brokers: settings.brokers.map(({ host, port }) => `${host}:${port}`),
    clientId: settings.clientId,
    connectionTimeout: times.connectMs,
    authenticationTimeout: times.requestMs,
    requestTimeout: times.requestMs,
    retry: shortRetries,
    socketFactory: sockets.create,
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => tell(output, entry),
    ...(settings.tls === undefined ? {} : { ssl: true }),
    ...(login === undefined ? {} : { sasl: saslOf(login) }),
  };
  return { kafka: new kafkajs.Kafka(config), giveUp: () => sockets.cut() };
}

/** Told apart for the types of kafkajs, which want one shape for each mechanism. */
function saslOf({ mechanism, ...user }: NonNullable<KafkaSettings['login']>): SASLOptions {
  if (mechanism === 'plain') return { mechanism, ...user };
  return mechanism === 'scram-sha-256' ? { mechanism, ...user } : { mechanism, ...user };
}

/** Its own words and where they come from. The other fields hold stacks, and could hold what was sent. */
function tell(output: KafkaLog, { namespace, label, log }: { namespace: string; label: string; log: { message: string } }): void {
  output.debug({ part: namespace, severity: label, said: log.message }, 'the Kafka client says');
}
