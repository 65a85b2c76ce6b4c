import type { Express } from 'express';
import { aboutRoutes } from './about.routes.ts';
import type { CaseApiDeps } from './case-api.ts';
import { codeListRoutes } from './code-list.routes.ts';
import { commandRoutes } from './command.routes.ts';

/** The write side: commands in, events out. `standalone` puts these routes beside those of the read side. */
export function caseApiRoutes(app: Express, deps: CaseApiDeps): void {
  aboutRoutes(app, deps.about);
  codeListRoutes(app);
  commandRoutes(app, deps);
}
