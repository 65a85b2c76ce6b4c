import type { Actor } from '@amana/access/actor';
import type { Authenticate } from '@amana/access/authenticate';
import { TokenRefused } from '@amana/access/token-refused';
import type { Log } from '@amana/platform/logger';
import { Problem } from '@amana/platform/problem';
import { requestIdsOf } from '@amana/platform/request-ids';
import type { RequestHandler, Response } from 'express';

/** Default deny: every route stands behind this, or says why not. The operator reads the reason, the caller only what to do. */
export const authenticated =
  (authenticate: Authenticate, log: Log): RequestHandler =>
  async (req, res, next) => {
    // Node keeps the first of two; a proxy in front may have looked at the other.
    if ((req.headersDistinct['authorization']?.length ?? 0) > 1) throw new Problem('MALFORMED_REQUEST');
    try {
      res.locals['actor'] = await authenticate({ authorization: req.get('authorization') });
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      log.warn({ reason: error.reason, requestId: requestIdsOf(res).requestId }, 'a token was refused');
      throw new Problem(error.code);
    }
    next();
  };

/** MUST be called behind `authenticated`. */
export const actorOf = (res: Response): Actor => res.locals['actor'] as Actor;
