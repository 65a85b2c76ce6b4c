import { describe, expect, test } from '@jest/globals';
import {
  MongoBulkWriteError,
  MongoCompatibilityError,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  type BulkWriteResult,
  type TopologyDescription,
} from 'mongodb';
import { NotStorable, StoreUnavailable } from '@amana/ports/failures';
import { hasDuplicatesOnly, isUnanswered, mongoFailure, NoAnswer } from './mongo-failure.ts';

const secret = 'agency-7 Aïcha';
const said = (code: number, more: object = {}): MongoServerError =>
  new MongoServerError({ ok: 0, code, codeName: 'Named', errmsg: `command { find: "${secret}" } failed`, ...more });
const unselected = (reason: string): MongoServerSelectionError =>
  new MongoServerSelectionError(reason, { error: null } as TopologyDescription);
/** As Node says that the other end was gone before something was written to it, or went meanwhile. */
const ended = (): NodeJS.ErrnoException => Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
const broken = (): NodeJS.ErrnoException => Object.assign(new Error('write EPIPE'), { errno: -32, code: 'EPIPE', syscall: 'write' });
/** As the driver says of a batch what is not the server's. */
const inBatch = (error: MongoNetworkError | NodeJS.ErrnoException): MongoBulkWriteError => new MongoBulkWriteError(error, {} as BulkWriteResult);

/** What a batch met, and how a majority confirmed the rest. */
function metIn(codes: readonly number[], confirmed?: { code: number }): MongoBulkWriteError {
  const writeErrors = codes.map((code, index) => ({ code, index }));
  const result = { getWriteConcernError: () => confirmed } as unknown as BulkWriteResult;
  return new MongoBulkWriteError({ message: 'batch', code: codes[0] ?? 0, writeErrors } as unknown as ConstructorParameters<typeof MongoBulkWriteError>[0], result);
}

describe('what the server says', () => {
  test.each([
    ['another primary', 10_107, 'no'],
    ['a primary that steps down', 189, 'unknown'],
    ['shutting down', 91, 'unknown'],
    ['no majority in time', 64, 'unknown'],
    ['a conflict', 112, 'unknown'],
    ['no space on the disk', 14_031, 'unknown'],
    ['a member that has just started', 134, 'unknown'],
    ['a snapshot that is gone', 246, 'unknown'],
    ['an inner error of FerretDB', 1, 'unknown'],
  ])('%s (%i) passes', (_, code, written) => {
    const failure = mongoFailure(said(code), 'unknown');
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, written, message: `MongoDB: Named (${code})` });
  });

  test.each([
    [18, 'MONGODB_LOGIN', 'authSource'],
    [13, 'MONGODB_ACCESS', 'readWrite'],
    [100, 'MONGODB_WRITE_CONCERN', 'too few members'],
    [86, 'MONGODB_INDEX', 'drop the index'],
    [9, 'MONGODB_REFUSED', 'refused the call'],
  ])('%i lasts: %s', (code, failure, advice) => {
    expect(mongoFailure(said(code), 'unknown')).toMatchObject({
      name: 'PortFailure',
      code: failure,
      retryable: false,
      message: expect.stringContaining(advice),
    });
  });

  test('a label that asks for another try is heeded, whatever the code', () => {
    expect(mongoFailure(said(9, { errorLabels: ['RetryableWriteError'] }), 'unknown')).toMatchObject({ retryable: true });
  });

  test('a document that is too large is not storable', () => {
    for (const code of [10_334, 17_419]) expect(mongoFailure(said(code), 'unknown')).toBeInstanceOf(NotStorable);
    expect(mongoFailure(new MongoInvalidArgumentError('Document is larger than the maximum size 16777216'), 'unknown')).toBeInstanceOf(
      NotStorable,
    );
  });

  test('its own words are never passed on: they repeat the command', () => {
    for (const code of [1, 13, 18, 9, 189]) {
      const failure = mongoFailure(said(code), 'unknown') as Error;
      expect(`${failure.message} ${String(failure.cause)}`).not.toContain('Aïcha');
    }
  });
});

describe('a batch', () => {
  test.each([
    ['met nothing but duplicate keys', metIn([11_000, 11_000]), true],
    ['met another refusal behind one', metIn([11_000, 112]), false],
    ['met another refusal before one', metIn([14_031, 11_000]), false],
    ['was confirmed by no majority beside one', metIn([11_000], { code: 64 }), false],
  ])('that %s is told from one that is written', (_what, error, isWritten) => {
    expect(hasDuplicatesOnly(error)).toBe(isWritten);
  });

  test('is judged by what is worse than a duplicate key', () => {
    expect(mongoFailure(metIn([11_000, 112]), 'unknown')).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, written: 'unknown' });
    expect(mongoFailure(metIn([11_000, 13]), 'unknown')).toMatchObject({ code: 'MONGODB_ACCESS', retryable: false });
    expect(mongoFailure(metIn([11_000], { code: 64 }), 'unknown')).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, written: 'unknown' });
  });
});

describe('what the driver says', () => {
  test.each([
    ['no answer', new NoAnswer(), 'MongoDB: no answer in time', 'unknown'],
    ['a lost connection', new MongoNetworkError('read ECONNRESET'), 'MongoDB: ECONNRESET', 'unknown'],
    ['a silent connection', new MongoNetworkTimeoutError('connection 1 timed out'), 'MongoDB: MongoNetworkTimeoutError', 'unknown'],
    ['a client that gave up', new MongoTopologyClosedError(), 'MongoDB: MongoTopologyClosedError', 'unknown'],
    ['a connection that is lost in a batch', inBatch(new MongoNetworkError('read ECONNRESET')), 'MongoDB: ECONNRESET', 'unknown'],
    ['a connection whose other end is gone', ended(), 'MongoDB: EPIPE', 'unknown'],
    ['a connection that dies under a write', broken(), 'MongoDB: EPIPE', 'unknown'],
    ['a connection that dies under a write of a batch', inBatch(broken()), 'MongoDB: EPIPE', 'unknown'],
    ['names that cannot be looked up', Object.assign(new Error('querySrv ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'querySrv' }), 'MongoDB: ENOTFOUND', 'unknown'],
    ['a name server that does not answer', Object.assign(new Error('x'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }), 'MongoDB: EAI_AGAIN', 'unknown'],
    ['no server', unselected('connect ECONNREFUSED 127.0.0.1:1'), 'MongoDB: ECONNREFUSED', 'no'],
  ])('%s passes, and the client may be at fault', (...[, error, message, written]) => {
    expect(mongoFailure(error, 'unknown')).toMatchObject({ name: 'StoreUnavailable', retryable: true, message, written });
    expect(isUnanswered(error)).toBe(true);
  });

  test('nothing is written by a call that only reads', () => {
    expect(mongoFailure(new NoAnswer(), 'no')).toMatchObject({ written: 'no' });
  });

  test('an answer, be it a refusal, speaks for the client', () => {
    expect(isUnanswered(said(13))).toBe(false);
    expect(isUnanswered(new TypeError('a bug'))).toBe(false);
  });

  test.each([
    ['MONGODB_CERTIFICATE', unselected('self-signed certificate in certificate chain')],
    ['MONGODB_VERSION', new MongoCompatibilityError('Server at a:1 reports maximum wire version 7')],
  ])('%s lasts', (code, error) => {
    expect(mongoFailure(error, 'unknown')).toMatchObject({ name: 'PortFailure', code, retryable: false });
  });

  test('a bug comes back as it is', () => {
    for (const bug of [new TypeError('x'), Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' }), new MongoInvalidArgumentError('x')]) expect(mongoFailure(bug, 'unknown')).toBe(bug);
  });
});
