import { methodNotAllowed } from '@amana/platform/problem-responder';
import type { Express, RequestHandler } from 'express';
import { onlyFor } from './asked.ts';
import type { QueryApiDeps } from './query-api.ts';

/** Adds a route that reads. The roles are no option: what names none is open to nobody. */
export type ReadRoute = (path: string, readers: readonly string[], answer: RequestHandler) => void;

export function readRoutes(app: Express, { guards }: QueryApiDeps): ReadRoute {
  return (path, readers, answer) => {
    app.get(path, ...guards, onlyFor(readers), answer);
    app.all(path, methodNotAllowed(['GET', 'HEAD']));
  };
}
