import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Log } from './logger.ts';
import type { PlatformProblemCode } from './platform-problems.ts';
import { Problem, type ProblemRow, type ProblemTable } from './problem.ts';
import { problemOf } from './problem-of.ts';
import { renderProblem, type FieldErrorTexts } from './render-problem.ts';
import { requestIdsOf } from './request-ids.ts';

export type ProblemResponder = {
  /** The last of an app's middleware: whatever was thrown or passed to `next` becomes a problem. */
  readonly errorHandler: ErrorRequestHandler;
  /** The last but one: no route matched. */
  readonly notFound: RequestHandler;
};

export type ProblemResponderOptions = {
  /** Every code that may be answered: the rows of platform and those of the service. */
  readonly table: ProblemTable & Readonly<Record<PlatformProblemCode, ProblemRow>>;
  readonly fieldTexts?: FieldErrorTexts;
  readonly log: Log;
};

/** RFC 6750: without a token no error is named. */
const challengeFor = (code: string): string => (code === 'UNAUTHENTICATED' ? 'Bearer' : 'Bearer error="invalid_token"');

/** The code of the problem that was answered, for the request's log line. */
export const problemCodeOf = (res: Response): string | undefined => res.locals['problemCode'] as string | undefined;

/**
 * Answers with RFC 9457 problems in French or English (`Accept-Language`; French where neither is asked for). What went wrong
 * inside is logged under the request id that the caller sees, and never sent.
 */
export function createProblemResponder({ table, fieldTexts = {}, log }: ProblemResponderOptions): ProblemResponder {
  function known(problem: Problem): { problem: Problem; row: ProblemRow } {
    const row = Object.hasOwn(table, problem.code) ? table[problem.code] : undefined;
    if (row !== undefined) return { problem, row };
    return { problem: new Problem('INTERNAL', { cause: problem }), row: table.INTERNAL };
  }

  function report(error: unknown, { status }: ProblemRow, requestId: string): void {
    if (status === 503) log.warn({ error, requestId }, 'request refused for now');
    else if (status >= 500) log.error({ error, requestId }, 'request failed');
  }

  function answer(error: unknown, req: Request, res: Response): void {
    const { problem, row } = known(problemOf(error));
    const { requestId } = requestIdsOf(res);
    const language = req.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
    report(error, row, requestId);
    res.locals['problemCode'] = problem.code;
    if (row.status === 401) res.set('WWW-Authenticate', challengeFor(problem.code));
    res.status(row.status).set(problem.headers).set('Content-Language', language).vary('Accept-Language');
    res.type('application/problem+json').json(renderProblem(problem, { row, language, requestId, fieldTexts }));
  }

  return {
    // Four parameters, used or not: express tells an error handler by their number.
    errorHandler: (error, req, res, next) => {
      if (res.headersSent) {
        log.error({ error, requestId: requestIdsOf(res).requestId }, 'request failed half way through its answer');
        next(error); // express closes the connection, so that the caller does not take half an answer for a whole one
      } else answer(error, req, res);
    },
    notFound: (_req, _res, next) => next(new Problem('NOT_FOUND')),
  };
}

/** Behind the handlers of a path: the path exists, the method does not (RFC 9110: 405 carries `Allow`). */
export const methodNotAllowed =
  (allowed: readonly string[]): RequestHandler =>
  (_req, _res, next) =>
    next(new Problem('METHOD_NOT_ALLOWED', { params: { allowed }, headers: { Allow: allowed.join(', ') } }));
