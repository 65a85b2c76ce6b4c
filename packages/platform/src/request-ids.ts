import type { RequestHandler, Response } from 'express';
import { v7 } from 'uuid';
import { z } from 'zod';

export type RequestIds = {
  readonly requestId: string;
  /** The caller's, where it sent one; else the handler takes the command id (design: metadata). */
  readonly correlationId: string | undefined;
};

// Hexadecimal, so that nobody's name can be written in it: the id goes to the logs.
const REQUEST_ID = /^[0-9A-Fa-f-]{16,64}$/;
const CorrelationId = z.uuid();

/**
 * Gives each request an id: that of `X-Request-Id` where a proxy sent a proper one, else a new UUIDv7. It is answered in the same
 * header and stands in the log lines. `X-Correlation-Id` is taken only where it is a UUID, because it is stored in clear for ever.
 */
export function requestIds(): RequestHandler {
  return (req, res, next) => {
    const given = req.get('X-Request-Id');
    const correlation = CorrelationId.safeParse(req.get('X-Correlation-Id'));
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : v7();
    const ids: RequestIds = { requestId, correlationId: correlation.success ? correlation.data.toLowerCase() : undefined };
    req.id = requestId;
    res.locals['requestIds'] = ids;
    res.set('X-Request-Id', requestId);
    next();
  };
}

/** MUST be called behind `requestIds()`. */
export function requestIdsOf(res: Response): RequestIds {
  return res.locals['requestIds'] as RequestIds;
}
