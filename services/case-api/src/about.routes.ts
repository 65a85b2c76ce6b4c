import { methodNotAllowed } from '@amana/platform/problem-responder';
import type { Express } from 'express';

export type About = { readonly purpose: string; readonly era: string };

/** Public: what this log is for, and its era. An app must know whether it is training; the demo refuses a production log. */
export function aboutRoutes(app: Express, about: () => About): void {
  app.get('/v1/about', (_req, res) => void res.json(about()));
  app.all('/v1/about', methodNotAllowed(['GET', 'HEAD']));
}
