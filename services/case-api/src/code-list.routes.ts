import { allCodeLists } from '@amana/domain/code-lists/all-code-lists';
import { methodNotAllowed } from '@amana/platform/problem-responder';
import type { Express } from 'express';

const path = '/v1/code-lists';

/** Public: what apps offer to choose from, with both labels. Nothing in it is about a person. */
export function codeListRoutes(app: Express): void {
  const lists = allCodeLists.map(({ id, name, version, title, source, codes }) => ({ id, name, version, title, source, codes }));
  app.get(path, (_req, res) => void res.set('Cache-Control', 'public, max-age=3600').json({ lists }));
  app.all(path, methodNotAllowed(['GET', 'HEAD']));
}
