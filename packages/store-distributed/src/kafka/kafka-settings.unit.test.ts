import { describe, expect, test } from '@jest/globals';
import { PortFailure } from '@amana/ports/failures';
import { readKafkaSettings, refuseOpenLogin, type KafkaOptions } from './kafka-settings.ts';

const backoffMs = (): number => 1;
const read = (options: Partial<KafkaOptions>) => readKafkaSettings({ brokers: ['127.0.0.1:9092'], backoffMs, ...options });
const login = { user: 'amana', password: 'wachtwoord' };

const refusalOf = (options: Partial<KafkaOptions>): string => {
  try {
    read(options);
  } catch (error) {
    if (error instanceof PortFailure && error.code === 'KAFKA_SETTINGS' && !error.retryable) return error.message;
    throw error;
  }
  throw new Error('it was taken');
};

describe('settings of Kafka', () => {
  test('brokers alone are enough: no TLS, no login, and a limit for everything', () => {
    const { times, output, ...rest } = read({ brokers: ['kafka-1:9092', ' 10.0.0.7:9093', '[::1]:9094'] });
    expect(rest).toEqual({
      brokers: [
        { host: 'kafka-1', port: 9092 },
        { host: '10.0.0.7', port: 9093 },
        { host: '::1', port: 9094 },
      ],
      clientId: 'amana',
      tls: undefined,
      login: undefined,
      backoffMs,
    });
    expect(output.debug({}, 'nobody hears it')).toBeUndefined();
    expect(times.silentMs).toBeGreaterThan(times.handleMs + 2 * times.sessionMs); // a rebalance takes as long as a busy member and one that is gone
    expect(times.sessionMs).toBeGreaterThanOrEqual(6_000); // what brokers take
  });

  test('an authority turns TLS on; without one, TLS trusts what Node.js trusts; single times can be said', () => {
    expect(read({ ca: 'PEM' }).tls).toEqual({ ca: 'PEM' });
    expect(read({ tls: true }).tls).toEqual({ ca: undefined });
    expect(read({ times: { callMs: 7 }, clientId: 'relay' })).toMatchObject({ clientId: 'relay', times: { callMs: 7, handleMs: 30_000 } });
  });

  test('a login goes over TLS, or to this machine', () => {
    const expected = { mechanism: 'scram-sha-512', username: 'amana', password: 'wachtwoord' };
    expect(read({ ...login, mechanism: 'plain' }).login).toEqual({ ...expected, mechanism: 'plain' });
    expect(read({ ...login, brokers: ['kafka:9092'], ca: 'PEM' }).login).toEqual(expected);
    for (const broker of ['127.0.0.1:9092', '127.9.9.9:9092', 'localhost:9092', '[::1]:9092']) expect(read({ ...login, brokers: [broker] }).login).toEqual(expected);
  });

  test.each(['kafka:9092', '10.0.0.7:9092', '127.example.org:9092', '[::2]:9092'])('a login in clear to %s is refused, without the password in the words', (broker) => {
    const words = refusalOf({ ...login, brokers: ['127.0.0.1:9092', broker] });
    expect(words).toContain('over TLS only');
    expect(words).not.toContain(login.password);
  });

  test('nor to a place that brokers name later', () => {
    const settings = read(login);
    expect(() => refuseOpenLogin(settings, '127.0.0.1')).not.toThrow();
    expect(() => refuseOpenLogin(settings, 'elsewhere')).toThrow('over TLS only');
    expect(() => refuseOpenLogin(read({}), 'elsewhere')).not.toThrow();
  });

  test.each([[[]], [['kafka']], [['kafka:0']], [['kafka:65536']], [['kafka:9092/x']], [['user@kafka:9092']], [['a:1', '']], [['http://kafka:9092']]])('%j names no brokers', (brokers) => {
    expect(refusalOf({ brokers })).toMatch(/no broker is named|written host:port/);
  });

  test('half a login, and an authority without TLS, are mistakes', () => {
    expect(refusalOf({ user: 'amana' })).toContain('go together');
    expect(refusalOf({ password: 'x' })).toContain('go together');
    expect(refusalOf({ ca: 'PEM', tls: false })).toContain('TLS is switched off');
  });
});
