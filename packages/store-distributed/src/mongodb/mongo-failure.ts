import {
  MongoBulkWriteError,
  MongoCompatibilityError,
  MongoError,
  MongoInvalidArgumentError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { NotStorable, PortFailure, StoreUnavailable } from '@amana/ports/failures';

type Written = 'no' | 'unknown';

// Codes of the server.
const DUPLICATE_KEY = 11_000;
const NAMESPACE_NOT_FOUND = 26;

/** The node refused before it did anything: it is not the primary. */
const notPrimary = new Set([10_107, 13_435, 10_058]);

/**
 * What passes: elections, shutting down, time limits, conflicts, a cursor that is gone, a full disk, a member that has just started and
 * cannot read for a majority yet; and 1, by which FerretDB names whatever went wrong inside it.
 */
const passing = new Set([
  1, 6, 7, 24, 43, 46, 50, 63, 64, 89, 91, 112, 117, 133, 134, 146, 150, 175, 189, 202, 211, 237, 246, 262, 276, 314, 365, 384, 391, 9_001, 11_600, 11_601, 11_602,
  12_587, 13_388, 13_436, 14_031,
]);

const lasting = new Map<number, [code: string, advice: string]>([
  [8, ['MONGODB_REFUSED', 'the server refused the call']],
  [13, ['MONGODB_ACCESS', 'this user may not do this: it needs the role readWrite on the database']],
  [18, ['MONGODB_LOGIN', 'the server does not know this user and password: check them, and authSource, in the url']],
  [79, ['MONGODB_WRITE_CONCERN', 'the replica set does not know the write concern "majority"']],
  [85, ['MONGODB_INDEX', 'an index of this name stands there with other keys: drop the index, it is made again at the next start']],
  [86, ['MONGODB_INDEX', 'an index of this name stands there with other keys: drop the index, it is made again at the next start']],
  [100, ['MONGODB_WRITE_CONCERN', 'the replica set has too few members that hold data for a majority']],
]);

const tooLarge = new Set([10_334, 17_419, 17_420]);

const certificateWords =
  /self[- ]signed certificate|unable to (?:verify|get)[a-z ]*certificate|certificate (?:has expired|is not yet valid)|altnames/i;

export const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === DUPLICATE_KEY;

/** Whether all that a batch met is duplicate keys. */
export const hasDuplicatesOnly = (error: MongoBulkWriteError): boolean => codeOf(error) === DUPLICATE_KEY;

/** Of a batch, what is worse than a duplicate key: a write that failed otherwise, or one that no majority confirmed. */
function codeOf(error: MongoServerError): number {
  if (!(error instanceof MongoBulkWriteError)) return Number(error.code ?? 0);
  const others = [error.writeErrors].flat().filter(({ code }) => code !== DUPLICATE_KEY);
  return Number(others[0]?.code ?? error.result.getWriteConcernError()?.code ?? error.code ?? 0);
}

/** No such collection. */
export const isNothingThere = (error: unknown): boolean => error instanceof MongoServerError && error.code === NAMESPACE_NOT_FOUND;

/** Nobody answered within the time that a call may take. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** Whether the engine did not speak at all: the client and its connections may be at fault. */
export function isUnanswered(thrown: unknown): boolean {
  const error = causeOf(thrown);
  return error instanceof NoAnswer || socketFailure(error) !== undefined || (error instanceof MongoError && !(error instanceof MongoServerError) && !isBug(error));
}

/**
 * The driver wraps whatever happens to a batch, a lost connection too, in an error that says it is the server's. Taken for that, an outage
 * in the middle of a batch would look like a refusal for good, and end the program.
 */
function causeOf(error: unknown): unknown {
  const inside: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : undefined;
  return inside instanceof MongoError || socketFailure(inside) !== undefined ? inside : error;
}

/** Codes that the system and Node give to what befell a socket, or the name of a server. */
const ofSocket = /^(?:(?!ERR_)E[A-Z_]{3,}|ERR_STREAM_[A-Z_]+)$/;

/**
 * The code of what befell a socket, such as EPIPE. Driver 7.9 hands that on as it is where the other end of a connection is gone just as
 * something is written to it, and where the names of `mongodb+srv` cannot be looked up: taken for a bug, it would end the program.
 */
function socketFailure(error: unknown): string | undefined {
  // Not by instanceof Error: it may come from another realm than this module (jest runs modules in one of its own).
  if (typeof error !== 'object' || error === null || error instanceof MongoError || !('code' in error)) return undefined;
  return typeof error.code === 'string' && ofSocket.test(error.code) ? error.code : undefined;
}

/**
 * What a caller of a port is told of an error of the driver: StoreUnavailable where the same call may succeed later, else what is to be
 * changed. A server's own words are never passed on: they repeat the command, and with it keys and values. Any other error is a bug
 * and comes back as it is.
 */
export function mongoFailure(thrown: unknown, written: Written): unknown {
  const error = causeOf(thrown);
  if (error instanceof NoAnswer) return new StoreUnavailable('MongoDB: no answer in time', { written });
  const befallen = socketFailure(error);
  if (befallen !== undefined) return new StoreUnavailable(`MongoDB: ${befallen}`, { written, cause: error });
  if (!(error instanceof MongoError)) return error;
  if (error instanceof MongoServerError) return serverFailure(error, written);
  return driverFailure(error, written);
}

function serverFailure(error: MongoServerError, written: Written): PortFailure {
  const code = codeOf(error);
  const name = `MongoDB: ${error.codeName ?? 'code'} (${code})`;
  if (notPrimary.has(code)) return new StoreUnavailable(name, { written: 'no' });
  if (tooLarge.has(code)) return rowTooLarge();
  const known = lasting.get(code);
  if (known !== undefined) return new PortFailure(known[0], `MongoDB: ${known[1]}`, { retryable: false });
  if (passing.has(code) || error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('SystemOverloadedError'))
    return new StoreUnavailable(name, { written });
  return new PortFailure('MONGODB_REFUSED', `${name}: the server refused the call`, { retryable: false });
}

function driverFailure(error: MongoError, written: Written): unknown {
  const certificate = certificateWords.exec(error.message)?.[0];
  if (certificate !== undefined) {
    const advice = `MongoDB: no trust between client and server (${certificate}): check tlsCAFile in the url, and the server's certificate`;
    return new PortFailure('MONGODB_CERTIFICATE', advice, { retryable: false });
  }
  if (error instanceof MongoCompatibilityError)
    return new PortFailure('MONGODB_VERSION', 'MongoDB: this server is too old for the client: 4.2 is the oldest', { retryable: false });
  if (error instanceof MongoInvalidArgumentError && /larger than/.test(error.message)) return rowTooLarge();
  if (isBug(error)) return error;
  const reason = /\bE[A-Z]{5,}\b/.exec(error.message)?.[0] ?? error.name;
  return new StoreUnavailable(`MongoDB: ${reason}`, { written: wasNotSent(error) ? 'no' : written, cause: error });
}

/** No server, or no connection, was found in time. */
const wasNotSent = (error: MongoError): boolean =>
  error instanceof MongoServerSelectionError || error.name === 'MongoWaitQueueTimeoutError';

const isBug = (error: MongoError): boolean => error instanceof MongoInvalidArgumentError;

const rowTooLarge = (): NotStorable => new NotStorable('a document of more than 16 MB cannot be kept');

export const storeClosed = (): PortFailure => new PortFailure('MONGODB_CLOSED', 'MongoDB: this store was closed', { retryable: false });
