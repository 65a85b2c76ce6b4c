import { describe, expect, test } from '@jest/globals';
import { parseEventStoreUrl } from './parse-event-store-url.ts';

const plain = { isDiscovered: false, hasTls: false, caFile: undefined, credentials: undefined, connectionName: 'amana' };

describe('a url', () => {
  test('of one node without TLS', () => {
    expect(parseEventStoreUrl('esdb://localhost:2113?tls=false')).toEqual({ ...plain, nodes: [{ address: 'localhost', port: 2113 }] });
    expect(parseEventStoreUrl(' esdb://10.0.0.7/?tls=false ')).toEqual({ ...plain, nodes: [{ address: '10.0.0.7', port: 2113 }] });
    expect(parseEventStoreUrl('esdb://[::1]:99?tls=false')).toEqual({ ...plain, nodes: [{ address: '[::1]', port: 99 }] });
  });

  test('of a secured cluster: TLS is the default, user and password are percent-encoded', () => {
    expect(parseEventStoreUrl('esdb://am%40na:p%40ss%3Aw%2Frd@a:1,b,c:3?tlsCAFile=%2Fcerts%2Fca.crt&connectionName=case-api')).toEqual({
      nodes: [
        { address: 'a', port: 1 },
        { address: 'b', port: 2113 },
        { address: 'c', port: 3 },
      ],
      isDiscovered: false,
      hasTls: true,
      caFile: '/certs/ca.crt',
      credentials: { username: 'am@na', password: 'p@ss:w/rd' },
      connectionName: 'case-api',
    });
  });

  test('of a cluster behind one name; a colon in the password is not the end of it', () => {
    expect(parseEventStoreUrl('esdb+discover://amana:one:two@cluster.example?TLS=true')).toMatchObject({
      isDiscovered: true,
      nodes: [{ address: 'cluster.example', port: 2113 }],
      credentials: { username: 'amana', password: 'one:two' },
    });
  });
});

describe('is refused, and the refusal holds nothing of it', () => {
  test.each([
    [
      'credentials that would not be sent (trap 13)',
      'esdb://amana:secret@h?tls=false',
      'with tls=false the user and password would not be sent',
    ],
    ['TLS to an IP address, which fails at every call', 'esdb://a:secret@10.0.0.7', 'with TLS a node is called by its name'],
    ['TLS to an IPv6 address', 'esdb://a:secret@h,[::1]:2113', 'with TLS a node is called by its name'],
    ['TLS without a user', 'esdb://h', 'with TLS it needs a user'],
    [
      'throwOnAppendFailure, which makes the client answer wrongly (trap 12)',
      'esdb://h?tls=false&throwOnAppendFailure=false',
      'only the options tls, tlsCAFile, connectionName are known',
    ],
    ['tlsVerifyCert, which does nothing', 'esdb://a:secret@h?tlsVerifyCert=false', 'only the options'],
    ['a misspelled option', 'esdb://h?tls=false&tlsCaFil=secret', 'only the options'],
    ['an option without a value', 'esdb://h?tls=', 'the option tls has no value'],
    ['tls that is neither true nor false', 'esdb://h?tls=no', 'tls is true or false'],
    ['several names to discover by', 'esdb+discover://a,b?tls=false', 'esdb+discover:// takes one name'],
    ['another protocol', 'kurrentdb://h?tls=false', 'it is esdb://host:port'],
    ['no host', 'esdb://?tls=false', 'it is esdb://host:port'],
    ['a user without a password', 'esdb://secret@h', 'it is esdb://host:port'],
    ['a port that is none', 'esdb://h:70000?tls=false', 'a host is a name or an address'],
    ['a broken encoding', 'esdb://a:secret%zz@h', 'a % in it is no percent-encoding'],
  ])('%s', (_, url, words) => {
    expect(() => parseEventStoreUrl(url)).toThrow(
      expect.objectContaining({ name: 'PortFailure', code: 'EVENTSTORE_URL', retryable: false, message: expect.stringContaining(words) }),
    );
    expect(() => parseEventStoreUrl(url)).not.toThrow(/secret/);
  });
});
