import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { problemCodeOf } from './problem-responder.ts';
import { requestIdsOf } from './request-ids.ts';
import { routePattern } from './route-pattern.ts';

const QUIET = new Set(['/livez', '/readyz', '/metrics']);

function levelOf(req: Request, res: Response): 'debug' | 'info' | 'warn' | 'error' {
  if (QUIET.has(routePattern(req))) return 'debug';
  if (res.statusCode === 503) return 'warn';
  return res.statusCode >= 500 ? 'error' : 'info';
}

const fieldsOf = (req: Request, res: Response, measured: { responseTime: number }) => ({
  method: req.method,
  route: routePattern(req),
  status: res.statusCode,
  ms: measured.responseTime,
  correlationId: requestIdsOf(res).correlationId,
  problem: problemCodeOf(res),
  aborted: res.writableFinished ? undefined : true,
});

/** One line per request: method, route pattern, status, duration, ids. Never an address, a header or a body. Behind `requestIds()`. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    // Else pino-http binds the whole request, with its address and headers, to every line.
    serializers: { req: () => undefined, res: () => undefined },
    customLogLevel: levelOf,
    customSuccessObject: fieldsOf,
    customErrorObject: (...[req, res, , measured]) => fieldsOf(req, res, measured),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  });
}
