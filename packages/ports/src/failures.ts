/**
 * What an adapter throws. `retryable` says whether the same call may succeed later; nothing in a message is personal,
 * because messages reach the log output.
 */
export class PortFailure extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'PortFailure';
    this.code = code;
    this.retryable = options.retryable;
  }
}

/** The stream stood at another revision than expected: read again, decide again. Nothing was written. */
export class WrongRevision extends PortFailure {
  readonly stream: string;
  readonly actual: number | 'no-stream';

  constructor(stream: string, expected: number | 'no-stream', actual: number | 'no-stream') {
    super('WRONG_REVISION', `${stream} stands at ${actual}, not at ${expected}`, { retryable: false });
    this.name = 'WrongRevision';
    this.stream = stream;
    this.actual = actual;
  }
}

/**
 * The store did not answer in time or could not be reached. `written` tells what is known of an append: 'no' means that it
 * was refused before anything happened; 'unknown' means that the same events must be sent again with the same ids.
 */
export class StoreUnavailable extends PortFailure {
  readonly written: 'no' | 'unknown';

  constructor(message: string, options: { written: 'no' | 'unknown'; cause?: unknown }) {
    super('STORE_UNAVAILABLE', message, { retryable: true, cause: options.cause });
    this.name = 'StoreUnavailable';
    this.written = options.written;
  }
}

/** The caller gave something that no adapter may hold (a nested array in a row, `.` in a key). A bug, never retried. */
export class NotStorable extends PortFailure {
  constructor(message: string) {
    super('NOT_STORABLE', message, { retryable: false });
    this.name = 'NotStorable';
  }
}

/** Not a cursor, or the cursor of another query: the client starts again with the first page. */
export class BadCursor extends PortFailure {
  constructor() {
    super('BAD_CURSOR', 'this cursor does not belong to this query: start again with the first page', { retryable: false });
    this.name = 'BadCursor';
  }
}

/**
 * A projection that `ensure` did not make here, or that was dropped. An error and not an empty list: nobody may take one for the other.
 * Worth another try: its worker makes it, also where a store lost everything while it ran.
 */
export class UnknownProjection extends PortFailure {
  constructor(projection: string) {
    super('UNKNOWN_PROJECTION', `there is no projection ${projection}`, { retryable: true });
    this.name = 'UnknownProjection';
  }
}

export const isRetryable = (error: unknown): boolean => error instanceof PortFailure && error.retryable;
