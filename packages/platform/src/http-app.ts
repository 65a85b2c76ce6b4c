import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Health } from './health.ts';
import { limitRequests } from './limit-requests.ts';
import type { Metrics } from './metrics.ts';
import type { ProblemResponder } from './problem-responder.ts';
import { Problem } from './problem.ts';
import { requestIds } from './request-ids.ts';
import { requestLog } from './request-log.ts';
import type { ServingState } from './serving-state.ts';

export type HttpLimits = {
  readonly bodyBytes: number;
  /** Before authentication; generous, because a whole centre may stand behind one address. */
  readonly requestsPerMinutePerAddress: number;
};

export const defaultHttpLimits: HttpLimits = { bodyBytes: 256 * 1024, requestsPerMinutePerAddress: 3_000 };

export type HttpAppOptions = {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly serving: ServingState;
  readonly problems: ProblemResponder;
  readonly limits?: HttpLimits;
  /** How many proxies of ours stand in front. With more than there are, callers choose their own address. */
  readonly proxies?: number;
  /** Adds the service's routes, each with its whole path (see route-pattern.ts). */
  readonly routes: (app: Express) => void;
};

// Enough for the API reference page, which serves its script and style itself; `upgrade-insecure-requests`, a default of helmet,
// would break that page on a centre's own network, where there is no TLS.
const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

const RETRY_AFTER_SHUTDOWN_SECONDS = 2;

const refuseWhenClosed =
  (serving: ServingState): RequestHandler =>
  (_req, _res, next) =>
    serving.phase === 'closed' ? next(new Problem('SHUTTING_DOWN', { retryAfterSeconds: RETRY_AFTER_SHUTDOWN_SECONDS })) : next();

// What is answered is about persons, or about what a caller may see just now: no proxy and no browser may keep it.
const storeNothing: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

// Express would answer 304 where the revision is the one the caller has. It says only that the stream is the same: an answer about a case
// tells of its person, too. Nothing may be kept of an answer anyway.
const wholeAnswers: RequestHandler = (req, _res, next) => {
  delete req.headers['if-none-match'];
  delete req.headers['if-modified-since'];
  next();
};

// Without it a body of another type is silently not read, and the caller is told that every field is missing.
// An empty one on a read (some clients and proxies say `Content-Length: 0` there) is none.
const jsonOnly: RequestHandler = (req, _res, next) => {
  const isEmptyRead = req.method !== 'POST' && req.get('Content-Length') === '0';
  if (!isEmptyRead && req.is('application/json') === false) next(new Problem('UNSUPPORTED_MEDIA_TYPE'));
  else next();
};

/** An express app with the manners that all services share; the service adds its routes in the middle. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { log, metrics, health, serving, problems, limits = defaultHttpLimits, proxies = 0 } = options;
  const app = express();
  app.set('etag', false); // an ETag here is a stream's revision, not a digest of the answer
  app.set('x-powered-by', false);
  app.set('trust proxy', proxies);
  app.use(requestIds(), requestLog(log), metrics.observeRequests, securityHeaders, storeNothing, wholeAnswers);
  app.get('/livez', health.livez);
  app.get('/readyz', health.readyz);
  app.get('/metrics', metrics.serve);
  app.use(refuseWhenClosed(serving), limitRequests({ perMinute: limits.requestsPerMinutePerAddress }));
  app.use(jsonOnly, express.json({ type: 'application/json', strict: true, limit: limits.bodyBytes }));
  options.routes(app);
  app.use(problems.notFound);
  app.use(problems.errorHandler);
  return app;
}
