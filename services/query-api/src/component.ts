import { authenticated } from '@amana/http-api/actor-of';
import type { Express } from 'express';
import { caseRoutes } from './case.routes.ts';
import { figureRoutes } from './figure.routes.ts';
import { occupancyRoutes } from './occupancy.routes.ts';
import type { QueryApiDeps } from './query-api.ts';
import { referralRoutes } from './referral.routes.ts';
import { releaseRoutes } from './release.routes.ts';

/** The read side. `standalone` puts these routes beside those of the write side. */
export function queryApiRoutes(app: Express, deps: QueryApiDeps): void {
  const routes = { deps, guards: [authenticated(deps.authenticate, deps.output)] };
  caseRoutes(app, routes);
  referralRoutes(app, routes);
  figureRoutes(app, routes);
  releaseRoutes(app, routes);
  occupancyRoutes(app, routes);
}
