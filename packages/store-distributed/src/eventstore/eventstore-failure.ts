import { PortFailure, StoreUnavailable } from '@amana/ports/failures';

/** What the client rejects with. Some rejections are a plain Error with `code` and no `type`, some have neither. */
type Rejection = { readonly type: string; readonly code: number | undefined; readonly words: string; readonly maxAppendSize: unknown };

// gRPC status codes.
const UNKNOWN = 2;
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;
const codeNames = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** Of what the other side says, only these words are passed on: a status may echo anything, a body with names in it too. */
const knownWords = new RegExp(
  [
    /\b(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO|RST_STREAM|GOAWAY)\b/,
    /Server Is (?:Not Ready|Busy)/,
    /Unexpected Read(?:All|Stream)Result: (?:Error|InvalidPosition|NotModified|AccessDenied)/,
    /Exception was thrown by handler/,
    /Failed to discover after \d+ attempts/,
    /Name resolution failed/,
    /Connection dropped/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
const certificateWords = new RegExp(
  [
    /self[- ]signed certificate/,
    /unable to (?:verify|get)[a-z ]*certificate/,
    /certificate (?:has expired|is not yet valid|revoked|signature failure)/,
    /certificate's altnames/,
    /alert (?:bad|unknown|unsupported) certificate/,
    /unknown ca\b/,
    /wrong version number/,
    /TLS ServerName to an IP address/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** The node's own answers: the connection that brought them is sound. Whatever else fails says nothing good of it. */
const answers = new Set([
  'wrong-expected-version',
  'stream-deleted',
  'stream-not-found',
  'no-stream',
  'access-denied',
  'maximum-append-size-exceeded',
  'not-leader',
  'timeout',
]);

function readRejection(error: unknown): Rejection {
  const { type, code, message, maxAppendSize } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  return {
    type: typeof type === 'string' ? type : '',
    code: typeof code === 'number' ? code : undefined,
    words: typeof message === 'string' ? message : '',
    maxAppendSize,
  };
}

/** The type that the client gives to an answer of the node, '' where it gives none. */
export const rejectionType = (error: unknown): string => readRejection(error).type;

/** The node says that no record begins at the position asked for (UNKNOWN on a read, INVALID_ARGUMENT on a subscription). */
export const isInvalidPosition = (error: unknown): boolean => /InvalidPosition|invalid position/.test(readRejection(error).words);

/** Whether the client is to be given up: it failed by itself, and may go on failing (a dead channel, a back-off of minutes). */
export function isConnectionTrouble(error: unknown): boolean {
  const { type, code } = readRejection(error);
  if (error instanceof PortFailure) return error instanceof StoreUnavailable;
  return !answers.has(type) && code !== UNKNOWN && code !== INVALID_ARGUMENT;
}

/** The node that a node which does not lead has named. */
export function leaderNamedBy(error: unknown): { address: string; port: number } | undefined {
  if (rejectionType(error) !== 'not-leader') return undefined;
  const { leader } = error as { leader?: { address?: unknown; port?: unknown } };
  return typeof leader?.address === 'string' && typeof leader.port === 'number'
    ? { address: leader.address, port: leader.port }
    : undefined;
}

export const streamDeleted = (stream: string): PortFailure =>
  new PortFailure('STREAM_DELETED', `${stream} was deleted or cut short on the EventStoreDB server: restore the log from a backup`, {
    retryable: false,
  });

/**
 * What a caller of the port is told of a rejection of the client. StoreUnavailable where the same call may succeed later; any other
 * failure lasts until somebody has changed something, and says what. Never more than known words of what the other side said.
 */
export function eventStoreFailure(error: unknown, written: 'no' | 'unknown'): PortFailure {
  if (error instanceof PortFailure) return error;
  const rejection = readRejection(error);
  return (
    lastingFailure(rejection) ??
    new StoreUnavailable(`EventStoreDB: ${describeRejection(rejection)}`, { written: isSurelyNotSent(rejection) ? 'no' : written })
  );
}

const lasting = (failure: string, advice: string): PortFailure => new PortFailure(failure, `EventStoreDB: ${advice}`, { retryable: false });

function lastingFailure({ type, code, words, maxAppendSize }: Rejection): PortFailure | undefined {
  if (certificateWords.test(words)) {
    const reason = certificateWords.exec(words)?.[0] ?? '';
    return lasting(
      'EVENTSTORE_CERTIFICATE',
      `no trust between client and node (${reason}): check tls and tlsCAFile, the node's certificate, and that nodes are called by name`,
    );
  }
  if (code === UNAUTHENTICATED) return lasting('EVENTSTORE_LOGIN', 'the node does not know this user and password: check them in the url');
  if (code === PERMISSION_DENIED || type === 'access-denied')
    return lasting(
      'EVENTSTORE_ACCESS',
      'this user may not do this: it needs the right to read $all (group $admins, or an access list) and to append',
    );
  if (type === 'stream-deleted') return lasting('STREAM_DELETED', 'the stream was deleted on the server: restore the log from a backup');
  if (type === 'maximum-append-size-exceeded')
    return lasting(
      'EVENTSTORE_APPEND_SIZE',
      `the node takes at most ${Number(maxAppendSize)} bytes at once: set its MaxAppendSize to 1048576 or more`,
    );
  if (code === INVALID_ARGUMENT) return lasting('EVENTSTORE_REFUSED', `the node refused the call as malformed (${wordsOf(words)})`);
  return undefined;
}

/** A node that does not lead refuses before it does anything (every call asks for the leader); where no node was found, nothing was sent. */
const isSurelyNotSent = ({ type, words }: Rejection): boolean => type === 'not-leader' || words.startsWith('Failed to discover');

function describeRejection({ type, code, words }: Rejection): string {
  const name = code === undefined ? undefined : (codeNames[code] ?? String(code));
  return [name ?? (type === '' ? 'the call failed' : type), wordsOf(words)].filter((part) => part !== '').join(': ');
}

const wordsOf = (words: string): string => [...new Set(words.match(knownWords))].join(', ');
