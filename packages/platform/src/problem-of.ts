import { z } from 'zod';
import { isFailure } from './failure.ts';
import { fieldErrors } from './field-errors.ts';
import { Problem } from './problem.ts';

const RETRY_AFTER_SECONDS = 5;

/** How errors of express and body-parser look: `expose` says that the caller is to blame. */
type HttpError = { status: number; type?: unknown; limit?: unknown };

const isHttpError = (error: unknown): error is HttpError =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500 &&
  (('expose' in error && error.expose === true) || error instanceof URIError);

function problemOfHttpError(error: HttpError): Problem {
  // No cause: body-parser puts the body, in clear, on the error.
  if (error.type === 'entity.parse.failed') return new Problem('MALFORMED_JSON');
  if (error.status === 413) return new Problem('BODY_TOO_LARGE', { params: typeof error.limit === 'number' ? { limit: error.limit } : {} });
  if (error.status === 415) return new Problem('UNSUPPORTED_MEDIA_TYPE');
  if (error.status === 404) return new Problem('NOT_FOUND');
  return new Problem('MALFORMED_REQUEST');
}

/**
 * What a caller is told of an error. A `ZodError` is taken for a body that does not fit: whoever parses stored data MUST turn a
 * misfit into a failure of its own, or the caller is blamed for it. What is not known is INTERNAL.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.core.$ZodError) return new Problem('INVALID_BODY', { fields: fieldErrors(error) });
  if (isFailure(error) && error.retryable) {
    return new Problem('STORE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
  }
  if (isHttpError(error)) return problemOfHttpError(error);
  return new Problem('INTERNAL', { cause: error });
}
