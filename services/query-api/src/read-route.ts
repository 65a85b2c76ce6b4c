import { pinBuilds } from '@amana/app/rebuild/pin-builds';
import { createStreamQueue } from '@amana/app/stream-queue';
import { methodNotAllowed } from '@amana/platform/problem-responder';
import type { Express, Request, Response } from 'express';
import { onlyFor } from './asked.ts';
import type { QueryApiDeps, QueryApiParts } from './query-api.ts';

type Answer = (req: Request, res: Response, deps: QueryApiDeps) => void | Promise<void>;

/** Adds a route that reads. The roles are no option: what names none is open to nobody. */
export type ReadRoute = (path: string, readers: readonly string[], answer: Answer) => void;

export function readRoutes(app: Express, { guards, ...parts }: QueryApiParts): ReadRoute {
  const deps = { ...parts, inTurn: createStreamQueue() };
  return (path, readers, answer) => {
    app.get(path, ...guards, onlyFor(readers), (req, res) => answer(req, res, { ...deps, rows: pinBuilds(parts.rows) }));
    app.all(path, methodNotAllowed(['GET', 'HEAD']));
  };
}
