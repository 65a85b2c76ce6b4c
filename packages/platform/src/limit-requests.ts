import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from './problem.ts';

export type RateLimitOptions = {
  readonly perMinute: number;
  /** Whose requests are counted together. By default the address; behind authentication the token's subject, which cannot be made up. */
  readonly keyOf?: (req: Request, res: Response) => string | undefined;
};

const addressOf = (req: Request): string => (req.ip === undefined ? 'unknown' : ipKeyGenerator(req.ip));

/**
 * 429 with `Retry-After`, and `RateLimit` headers as of draft 8. The counts are of this process alone: several processes allow
 * several times as much.
 */
export function limitRequests({ perMinute, keyOf }: RateLimitOptions): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req, res) => keyOf?.(req, res) ?? addressOf(req),
    handler: (_req, _res, next) => next(new Problem('TOO_MANY_REQUESTS')),
    // These two complain on the console whenever a caller sends such a header; whom to trust is set by `trust proxy` alone.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
  });
}
