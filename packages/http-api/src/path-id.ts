import { Id } from '@amana/domain/formats';
import { Problem } from '@amana/platform/problem';
import type { Request } from 'express';

/** The `:id` of a route, in the form that ids have in bodies. @throws Problem ID_INVALID */
export function pathId(req: Request): string {
  const id = Id.safeParse(req.params['id']);
  if (!id.success) throw new Problem('ID_INVALID');
  return id.data;
}
