import type { Request } from 'express';

/**
 * The pattern of the route that matched, such as `/v1/cases/:id/open-case`, for logs and metrics: the address itself holds ids and
 * queries. Routes MUST be written with their whole path (a router is mounted without one), because express forgets a router's
 * own prefix when an error leaves it.
 */
export function routePattern(req: Request): string {
  const route: unknown = req.route;
  const known = typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string';
  return known ? String(route.path) : 'unmatched';
}
