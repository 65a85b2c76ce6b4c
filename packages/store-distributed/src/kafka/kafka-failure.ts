import { NotStorable, PortFailure, StoreUnavailable } from '@amana/ports/failures';

/** `isCut`: its words say that the connection ended or fell silent. */
type Clue = { readonly name: string; readonly type: string; readonly code: string; readonly isCut: boolean };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An error of kafkajs and what it is about, outermost first. Of many at once (createTopics) the first. */
function* cluesOf(error: unknown): Generator<Clue> {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 8; depth++) {
    const { name, type, code, message, cause, errors } = at as Record<string, unknown>;
    yield { name: text(name), type: text(type), code: text(code), isCut: /closed connection|not connected|timed? ?out|ECONN/i.test(text(message)) };
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
}

/** What lasts until somebody has changed something, with words for whoever can. */
type Lasting = { readonly code: string; readonly is: (clue: Clue) => boolean; readonly words: (topic: string, type: string) => string };

const refusedSettings = ['INVALID_REPLICATION_FACTOR', 'INVALID_PARTITIONS', 'INVALID_CONFIG', 'POLICY_VIOLATION'];
const lasting: readonly Lasting[] = [
  {
    code: 'KAFKA_LOGIN',
    // kafkajs says so of whatever ends a login, a broker that stops in the middle of it included.
    is: ({ name, type, isCut }) => (name === 'KafkaJSSASLAuthenticationError' && !isCut) || type.includes('SASL'),
    words: () => 'the brokers refuse this user and password, or want another way to log in (AMANA_KAFKA_MECHANISM), or none',
  },
  {
    code: 'KAFKA_CERTIFICATE',
    is: ({ code }) => /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|VERIFY_LEAF|ISSUER/.test(code),
    words: () =>
      'no trust between client and broker: check the authority, the certificate’s names and dates, and that the port speaks TLS',
  },
  {
    code: 'KAFKA_ACCESS',
    is: ({ type }) => type.endsWith('AUTHORIZATION_FAILED'),
    words: (topic) =>
      `this user may not do this with ${topic}: it needs read and write on topics, and read on groups, whose names begin with that ` +
      'of the topic, and read on groups that begin with amana-reader-',
  },
  {
    code: 'KAFKA_TOPIC_SETTINGS',
    is: ({ type }) => refusedSettings.includes(type),
    words: (topic, type) => `the brokers refuse the settings of ${topic} (${type}): are there as many brokers as copies wanted?`,
  },
];

const notStorable = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TOPIC_EXCEPTION'];
const lacksTopic = ({ name, type }: Clue): boolean =>
  type === 'UNKNOWN_TOPIC_OR_PARTITION' || /^KafkaJS(?:Topic)?MetadataNotLoaded$/.test(name);

/** It may be made while we wait, so it is worth trying again; until then the words say what to do. */
const topicMissing = (topic: string, cause: unknown): PortFailure => {
  const words = `Kafka: the topic ${topic} does not exist; make it with: npm run amana -- topics`;
  return new PortFailure('KAFKA_TOPIC_MISSING', words, { retryable: true, cause });
};

/**
 * What the caller of a port is told of whatever kafkajs rejects with. Its `retriable` says nothing here: it calls an outage not
 * retriable, and throws a TypeError when a connection is lost at the wrong instant. So all that is not known to last may pass.
 */
export function kafkaFailure(error: unknown, about: { topic: string; written: 'no' | 'unknown' }): PortFailure {
  if (error instanceof PortFailure) return error;
  const clues = [...cluesOf(error)];
  for (const { code, is, words } of lasting) {
    const clue = clues.find(is);
    if (clue) return new PortFailure(code, `Kafka: ${words(about.topic, clue.type)}`, { retryable: false, cause: error });
  }
  if (clues.some(({ type }) => notStorable.includes(type)))
    return new NotStorable(`Kafka refuses a message for ${about.topic}: too large for the topic, or no name for one`);
  if (clues.some(lacksTopic)) return topicMissing(about.topic, error);
  return new StoreUnavailable(`Kafka: ${describeClues(clues)}`, { written: about.written, cause: error });
}

/** Names and codes only: the messages of kafkajs may hold what was sent. A broker refuses the wrong kind of connection by closing it. */
function describeClues(clues: readonly Clue[]): string {
  const words = clues.map(({ name, type, code }) => [name, type, code].filter((word) => word !== '').join(' '));
  const said = [...new Set(words)].filter((word) => word !== '').join(', ') || 'the call failed';
  const isClosed = clues.some(({ name, code }) => name === 'KafkaJSConnectionClosedError' || code === 'ECONNRESET');
  return isClosed ? `${said} (the broker closed the connection; if it does so always, it wants TLS or a login, or wants none)` : said;
}
