import { describe, expect, test } from '@jest/globals';
import { NotStorable, StoreUnavailable } from '@amana/ports/failures';
import { eventStoreFailure, isConnectionTrouble, isInvalidPosition } from './eventstore-failure.ts';

/** As the client makes them: some without a type, some without a code, some without both. */
const rejection = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

describe('what may pass is StoreUnavailable', () => {
  test.each<[string, Error, string]>([
    [
      'UNAVAILABLE',
      rejection('14 UNAVAILABLE: read ECONNRESET', { type: 'unavailable', code: 14 }),
      'EventStoreDB: UNAVAILABLE: ECONNRESET',
    ],
    [
      'a plain Error with a code only',
      rejection('14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED', { code: 14 }),
      'EventStoreDB: UNAVAILABLE: ECONNREFUSED',
    ],
    ['an error with neither', rejection('boom'), 'EventStoreDB: the call failed'],
    ['CANCELLED', rejection('1 CANCELLED: x', { type: 'cancelled', code: 1 }), 'EventStoreDB: CANCELLED'],
    [
      'a node that is stopping',
      rejection('14 UNAVAILABLE: Server Is Not Ready', { type: 'unavailable', code: 14 }),
      'EventStoreDB: UNAVAILABLE: Server Is Not Ready',
    ],
    ['the time of the node', rejection('10 ABORTED: Operation timed out: Djamila', { type: 'timeout', code: 10 }), 'EventStoreDB: ABORTED'],
    [
      'our deadline',
      rejection('4 DEADLINE_EXCEEDED: Deadline exceeded', { type: 'deadline-exceeded', code: 4 }),
      'EventStoreDB: DEADLINE_EXCEEDED',
    ],
    [
      'INTERNAL',
      rejection('13 INTERNAL: Received RST_STREAM with code 2', { type: 'unknown', code: 13 }),
      'EventStoreDB: INTERNAL: RST_STREAM',
    ],
    [
      'UNKNOWN',
      rejection('2 UNKNOWN: Exception was thrown by handler. Djamila', { type: 'unknown', code: 2 }),
      'EventStoreDB: UNKNOWN: Exception was thrown by handler',
    ],
    ['an answer the client does not know', rejection('Could not recognize Djamila', { type: 'unknown' }), 'EventStoreDB: unknown'],
    ['not an error at all', 'boom' as unknown as Error, 'EventStoreDB: the call failed'],
  ])('%s', (_, error, message) => {
    const failure = eventStoreFailure(error, 'unknown');
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, written: 'unknown', message });
    expect(failure.cause).toBeUndefined(); // it would carry the words of the other side into the log output
    expect(eventStoreFailure(error, 'no')).toMatchObject({ written: 'no' });
  });

  test.each([
    ['a node that does not lead', rejection('5 NOT_FOUND: Leader info available', { type: 'not-leader', code: 5 })],
    ['no node found', rejection('Failed to discover after 3 attempts.')],
  ])('surely not written: %s', (_, error) => {
    expect(eventStoreFailure(error, 'unknown')).toMatchObject({ code: 'STORE_UNAVAILABLE', written: 'no' });
  });
});

describe('what lasts is a PortFailure with words for the operator', () => {
  test.each<[string, Error, [string, RegExp]]>([
    [
      'a wrong password',
      rejection('16 UNAUTHENTICATED: Not Authenticated', { type: 'access-denied', code: 16 }),
      ['EVENTSTORE_LOGIN', /user and password/],
    ],
    ['no right', rejection('7 PERMISSION_DENIED: Access Denied', { type: 'access-denied', code: 7 }), ['EVENTSTORE_ACCESS', /\$all/]],
    ['no right, without a type', rejection('7 PERMISSION_DENIED: Access Denied', { code: 7 }), ['EVENTSTORE_ACCESS', /\$all/]],
    ['a deleted stream', rejection('9 FAILED_PRECONDITION: deleted', { type: 'stream-deleted', code: 9 }), ['STREAM_DELETED', /backup/]],
    [
      'too large',
      rejection('3 INVALID_ARGUMENT: x', { type: 'maximum-append-size-exceeded', code: 3, maxAppendSize: 4096 }),
      ['EVENTSTORE_APPEND_SIZE', /at most 4096 bytes/],
    ],
    ['malformed', rejection('3 INVALID_ARGUMENT: Djamila', { type: 'unknown', code: 3 }), ['EVENTSTORE_REFUSED', /malformed \(\)/]],
    [
      'an unknown certificate',
      rejection('14 UNAVAILABLE: Last error: self-signed certificate', { type: 'unavailable', code: 14 }),
      ['EVENTSTORE_CERTIFICATE', /self-signed certificate/],
    ],
    [
      'an unknown certificate, without a type',
      rejection('14 UNAVAILABLE: unable to verify the first certificate', { code: 14 }),
      ['EVENTSTORE_CERTIFICATE', /tlsCAFile/],
    ],
    ['an old certificate', rejection('14 UNAVAILABLE: certificate has expired', { code: 14 }), ['EVENTSTORE_CERTIFICATE', /has expired/]],
    [
      'another name',
      rejection("14 UNAVAILABLE: Hostname/IP does not match certificate's altnames: x", { code: 14 }),
      ['EVENTSTORE_CERTIFICATE', /altnames/],
    ],
    [
      'a member of a cluster that gives its IP address',
      rejection("14 UNAVAILABLE: The property 'options.servername' Setting the TLS ServerName to an IP address is not permitted", {
        code: 14,
      }),
      ['EVENTSTORE_CERTIFICATE', /called by name/],
    ],
    [
      'TLS where there is none',
      rejection('14 UNAVAILABLE: ssl3_get_record:wrong version number', { code: 14 }),
      ['EVENTSTORE_CERTIFICATE', /wrong version number/],
    ],
  ])('%s', (_, error, [code, words]) => {
    const failure = eventStoreFailure(error, 'unknown');
    expect(failure).toMatchObject({ name: 'PortFailure', code, retryable: false, message: expect.stringMatching(words) });
    expect(failure.message).not.toContain('Djamila');
  });
});

test('a failure of ours comes back as it is', () => {
  const refusal = new NotStorable('no');
  expect(eventStoreFailure(refusal, 'unknown')).toBe(refusal);
});

test('an answer of the node says nothing against the connection; whatever else fails does', () => {
  const answers = [
    { type: 'wrong-expected-version' },
    { type: 'stream-not-found' },
    { type: 'stream-deleted' },
    { type: 'access-denied', code: 16 },
    { type: 'not-leader', code: 5 },
    { type: 'timeout', code: 10 },
    { type: 'unknown', code: 2 },
    { code: 3 },
  ];
  for (const answer of answers) expect(isConnectionTrouble(rejection('x', answer))).toBe(false);
  for (const trouble of [{ type: 'unavailable', code: 14 }, { code: 14 }, { code: 13 }, { code: 4 }, { code: 1 }, {}])
    expect(isConnectionTrouble(rejection('x', trouble))).toBe(true);
  expect(isConnectionTrouble(new StoreUnavailable('late', { written: 'unknown' }))).toBe(true);
  expect(isConnectionTrouble(new NotStorable('no'))).toBe(false);
});

test('a position where no record begins, as a read and as a subscription say it', () => {
  expect(isInvalidPosition(rejection('2 UNKNOWN: Unexpected ReadAllResult: InvalidPosition', { code: 2 }))).toBe(true);
  expect(isInvalidPosition(rejection('3 INVALID_ARGUMENT: Trying to read from an invalid position.', { code: 3 }))).toBe(true);
  expect(isInvalidPosition(rejection('2 UNKNOWN: Unexpected ReadAllResult: Error', { code: 2 }))).toBe(false);
});
