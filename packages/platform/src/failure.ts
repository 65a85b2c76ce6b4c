/**
 * What our own code throws when something outside failed. It is known by its shape, not by its class, so that platform needs
 * no other package. The message of a failure is written by us and holds nothing personal: only such a message may be logged.
 */
export type Failure = Error & { readonly code: string; readonly retryable: boolean };

export function isFailure(error: unknown): error is Failure {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'retryable' in error &&
    typeof error.retryable === 'boolean' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}

/** The process cannot start or go on as it is set up. The message tells the operator what to change. */
export class SetupFailure extends Error {
  readonly code: string;
  readonly retryable = false;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SetupFailure';
    this.code = code;
  }
}
