import type { Authenticate } from '@amana/access/authenticate';
import { limitRequests } from '@amana/platform/limit-requests';
import type { Log } from '@amana/platform/logger';
import type { RequestHandler } from 'express';
import { actorOf, authenticated } from './actor-of.ts';

export type GuardOptions = { readonly authenticate: Authenticate; readonly log: Log; readonly requestsPerMinutePerUser: number };

/**
 * What stands before every route that is not public: who calls, and how often. MUST be made once per listener and handed to all of
 * its routes: each set counts by itself, and with one for reads and another for writes a user would have twice its share.
 */
export const guardsOf = ({ authenticate, log, requestsPerMinutePerUser }: GuardOptions): RequestHandler[] => [
  authenticated(authenticate, log),
  limitRequests({ perMinute: requestsPerMinutePerUser, keyOf: (_req, res) => actorOf(res).userId }),
];
