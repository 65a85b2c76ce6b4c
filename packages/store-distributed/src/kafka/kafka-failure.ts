import { NotStorable, PortFailure, StoreUnavailable } from '@amana/ports/failures';

type Clue = { readonly name: string; readonly type: string; readonly code: string; readonly retryable: boolean };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An error of kafkajs and what it is about, outermost first. Of many at once (createTopics) the first. */
function* cluesOf(error: unknown): Generator<Clue> {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 8; depth++) {
    const { name, type, code, retriable, cause, errors } = at as Record<string, unknown>;
    yield { name: text(name), type: text(type), code: text(code), retryable: retriable !== false };
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
}

const lacksTopic = ({ name, type }: Clue) => type === 'UNKNOWN_TOPIC_OR_PARTITION' || /^KafkaJS(?:Topic)?MetadataNotLoaded$/.test(name);
const lacksLogin = ({ name, type }: Clue) => name === 'KafkaJSSASLAuthenticationError' || /SASL/.test(type);
const lacksAccess = ({ type }: Clue) => type.endsWith('AUTHORIZATION_FAILED');
const lacksTrust = ({ code }: Clue) => /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|VERIFY_LEAF|ISSUER/.test(code);
const isTooLarge = ({ type }: Clue) => ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'CORRUPT_MESSAGE', 'INVALID_TOPIC_EXCEPTION'].includes(type);
const isRefused = ({ type }: Clue) => ['INVALID_REPLICATION_FACTOR', 'INVALID_PARTITIONS', 'INVALID_CONFIG', 'POLICY_VIOLATION'].includes(type);

const lasting = (code: string, words: string, cause: unknown): PortFailure => new PortFailure(code, `Kafka: ${words}`, { retryable: false, cause });

/** It may be made while we wait, so it is worth trying again; until then the words say what to do. */
const topicMissing = (topic: string, cause: unknown): PortFailure =>
  new PortFailure('KAFKA_TOPIC_MISSING', `Kafka: the topic ${topic} does not exist; make it with: npm run amana -- topics`, { retryable: true, cause });

/**
 * What the caller of a port is told of whatever kafkajs rejects with. Its `retriable` says nothing here: it calls an outage not
 * retriable, and throws a TypeError when a connection is lost at the wrong instant. So all that is not known to last may pass.
 */
export function kafkaFailure(error: unknown, about: { topic: string; written: 'no' | 'unknown' }): PortFailure {
  if (error instanceof PortFailure) return error;
  const clues = [...cluesOf(error)];
  const found = (is: (clue: Clue) => boolean): boolean => clues.some(is);
  if (found(lacksLogin)) return lasting('KAFKA_LOGIN', 'the brokers refuse this user and password (SCRAM-SHA-512), or ask for one: check both', error);
  if (found(lacksTrust)) return lasting('KAFKA_CERTIFICATE', 'no trust between client and broker: check the authority, the certificate’s names and dates, and that the port speaks TLS', error);
  if (found(lacksAccess)) return lasting('KAFKA_ACCESS', `this user may not do this with ${about.topic}: give it read and write on topics and read on groups that begin with the topic's name, and read on groups that begin with amana-reader-`, error);
  if (found(isTooLarge)) return new NotStorable(`Kafka refuses a message for ${about.topic}: too large for the topic, or no name for one`);
  const refused = clues.find(isRefused)?.type;
  if (refused !== undefined) return lasting('KAFKA_TOPIC_SETTINGS', `the brokers refuse the settings of ${about.topic} (${refused}): are there as many brokers as copies wanted?`, error);
  if (found(lacksTopic)) return topicMissing(about.topic, error);
  return new StoreUnavailable(`Kafka: ${wordsOf(clues)}`, { written: about.written, cause: error });
}

/** Names and codes only: the messages of kafkajs may hold what was sent. A broker says no to the wrong kind of connection by closing it. */
function wordsOf(clues: readonly Clue[]): string {
  const words = clues.map(({ name, type, code }) => [name, type, code].filter((word) => word !== '').join(' '));
  const isClosed = clues.some(({ name, code }) => name === 'KafkaJSConnectionClosedError' || code === 'ECONNRESET');
  const said = [...new Set(words)].filter((word) => word !== '').join(', ') || 'the call failed';
  return isClosed ? `${said} (the broker closed the connection; if it does so always, it wants TLS or a login, or wants none)` : said;
}
