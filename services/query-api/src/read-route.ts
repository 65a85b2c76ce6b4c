import { authenticated, actorOf } from '@amana/http-api/actor-of';
import { limitRequests } from '@amana/platform/limit-requests';
import { methodNotAllowed } from '@amana/platform/problem-responder';
import type { Express, RequestHandler } from 'express';
import { onlyFor } from './asked.ts';
import type { QueryApiDeps } from './query-api.ts';

/** Adds a route that reads. The roles are no option: what names none is open to nobody. */
export type ReadRoute = (path: string, readers: readonly string[], answer: RequestHandler) => void;

const REQUESTS_PER_MINUTE = 1_200;

export function readRoutes(app: Express, deps: QueryApiDeps): ReadRoute {
  const perMinute = deps.requestsPerMinutePerUser ?? REQUESTS_PER_MINUTE;
  const guards = [authenticated(deps.authenticate, deps.output), limitRequests({ perMinute, keyOf: (_req, res) => actorOf(res).userId })];
  return (path, readers, answer) => {
    app.get(path, ...guards, onlyFor(readers), answer);
    app.all(path, methodNotAllowed(['GET', 'HEAD']));
  };
}
