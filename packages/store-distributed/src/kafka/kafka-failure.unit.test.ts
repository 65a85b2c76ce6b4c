import { describe, expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { NotStorable, StoreUnavailable } from '@amana/ports/failures';
import { kafkaFailure } from './kafka-failure.ts';

const about = { topic: 'cases.v1', written: 'unknown' } as const;
const protocol = (type: string, retriable = false) => new kafkajs.KafkaJSProtocolError(Object.assign(new Error('Jane Doe'), { type, code: 1, retriable }));
const connection = (code: string) => new kafkajs.KafkaJSConnectionError('Connection error', { broker: 'kafka:9092', code });
const named = (name: string) => Object.assign(new kafkajs.KafkaJSNonRetriableError('Jane Doe'), { name });
/** As kafkajs says of whatever ended a login. */
const login = (message: string) => Object.assign(new kafkajs.KafkaJSNonRetriableError(message), { name: 'KafkaJSSASLAuthenticationError' });
/** As kafkajs wraps what it has given up. */
const wrapped = (cause: Error) => new kafkajs.KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 3, retryTime: 100 });

describe('failures of kafkajs', () => {
  test.each<[string, unknown]>([
    ['KAFKA_LOGIN', named('KafkaJSSASLAuthenticationError')],
    ['KAFKA_LOGIN', protocol('SASL_AUTHENTICATION_FAILED')],
    ['KAFKA_LOGIN', wrapped(protocol('ILLEGAL_SASL_STATE'))],
    ['KAFKA_LOGIN', protocol('UNSUPPORTED_SASL_MECHANISM')],
    ['KAFKA_CERTIFICATE', wrapped(connection('SELF_SIGNED_CERT_IN_CHAIN'))],
    ['KAFKA_CERTIFICATE', connection('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['KAFKA_CERTIFICATE', connection('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['KAFKA_CERTIFICATE', connection('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
    ['KAFKA_CERTIFICATE', connection('CERT_HAS_EXPIRED')],
    ['KAFKA_CERTIFICATE', connection('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['KAFKA_CERTIFICATE', connection('ERR_SSL_WRONG_VERSION_NUMBER')],
    ['KAFKA_CERTIFICATE', connection('EPROTO')],
    ['KAFKA_ACCESS', protocol('TOPIC_AUTHORIZATION_FAILED')],
    ['KAFKA_ACCESS', wrapped(protocol('GROUP_AUTHORIZATION_FAILED'))],
    ['KAFKA_ACCESS', protocol('CLUSTER_AUTHORIZATION_FAILED')],
    ['KAFKA_TOPIC_SETTINGS', new kafkajs.KafkaJSAggregateError('Topic creation errors', [protocol('INVALID_REPLICATION_FACTOR')])],
    ['NOT_STORABLE', protocol('MESSAGE_TOO_LARGE')],
    ['NOT_STORABLE', protocol('INVALID_TOPIC_EXCEPTION')],
  ])('%s lasts until somebody has changed something', (code, error) => {
    const failure = kafkaFailure(error, about);
    expect(failure).toMatchObject({ code, retryable: false });
    expect(failure.message).toMatch(/^Kafka/);
    expect(failure.message).not.toContain('Jane');
  });

  test.each<[string, unknown]>([
    ['told by a broker', protocol('UNKNOWN_TOPIC_OR_PARTITION', true)],
    ['after some tries', wrapped(protocol('UNKNOWN_TOPIC_OR_PARTITION', true))],
    ['noticed by kafkajs', named('KafkaJSMetadataNotLoaded')],
  ])('a topic that is missing, %s, may be made meanwhile', (_, error) => {
    expect(kafkaFailure(error, about)).toMatchObject({ code: 'KAFKA_TOPIC_MISSING', retryable: true, message: 'Kafka: the topic cases.v1 does not exist; make it with: npm run amana -- topics' });
  });

  test.each<[string, unknown]>([
    ['Kafka: KafkaJSNumberOfRetriesExceeded, KafkaJSConnectionError ECONNREFUSED', wrapped(connection('ECONNREFUSED'))],
    ['Kafka: KafkaJSNonRetriableError', new kafkajs.KafkaJSNonRetriableError('Jane Doe')],
    ['Kafka: KafkaJSProtocolError NOT_ENOUGH_REPLICAS', protocol('NOT_ENOUGH_REPLICAS', true)],
    ['Kafka: KafkaJSProtocolError OUT_OF_ORDER_SEQUENCE_NUMBER', protocol('OUT_OF_ORDER_SEQUENCE_NUMBER')],
    ['Kafka: KafkaJSConnectionError ECONNRESET (the broker closed the connection; if it does so always, it wants TLS or a login, or wants none)', connection('ECONNRESET')],
    ['Kafka: TypeError', new TypeError("Cannot read properties of undefined (reading 'Jane Doe')")],
    ['Kafka: the call failed', undefined],
  ])('%s: whatever is not known to last may pass, whatever kafkajs calls it', (message, error) => {
    const failure = kafkaFailure(error, about);
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure).toMatchObject({ message, retryable: true, written: 'unknown' });
    expect(kafkaFailure(error, { ...about, written: 'no' })).toMatchObject({ written: 'no' });
  });

  test.each([
    'SASL SCRAM SHA512 authentication failed: Closed connection',
    'SASL PLAIN authentication failed: Request SaslAuthenticate(key: 36, version: 1) timed out',
    'SASL SCRAM SHA256 authentication failed: Not connected',
  ])('a connection that is lost during the login is an outage: %s', (message) => {
    expect(kafkaFailure(wrapped(login(message)), about)).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    expect(kafkaFailure(login('SASL SCRAM SHA512 authentication failed: Authentication failed'), about)).toMatchObject({
      code: 'KAFKA_LOGIN',
      retryable: false,
    });
  });

  test('what is a failure of a port already stays as it is', () => {
    const failure = new NotStorable('as it was');
    expect(kafkaFailure(failure, about)).toBe(failure);
  });
});
