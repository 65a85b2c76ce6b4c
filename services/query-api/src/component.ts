import type { Express } from 'express';
import { caseListRoutes } from './case-list.routes.ts';
import { caseRoutes } from './case.routes.ts';
import { deadlineRoutes } from './deadline.routes.ts';
import { figureRoutes } from './figure.routes.ts';
import { occupancyRoutes } from './occupancy.routes.ts';
import type { QueryApiParts } from './query-api.ts';
import { readRoutes } from './read-route.ts';
import { referenceDataRoutes } from './reference-data.routes.ts';
import { referralRoutes } from './referral.routes.ts';
import { releaseRoutes } from './release.routes.ts';

const all = [caseListRoutes, caseRoutes, deadlineRoutes, referralRoutes, figureRoutes, releaseRoutes, occupancyRoutes, referenceDataRoutes];

/** The read side. `standalone` puts these routes beside those of the write side. */
export function queryApiRoutes(app: Express, parts: QueryApiParts): void {
  const get = readRoutes(app, parts);
  for (const routes of all) routes(get);
}
