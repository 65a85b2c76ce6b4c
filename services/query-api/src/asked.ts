import type { Reader } from '@amana/app/reading/record-access';
import { accessPurpose, type AccessPurpose } from '@amana/domain/code-lists/cl-58-access-purpose';
import { actorOf } from '@amana/http-api/actor-of';
import { Problem } from '@amana/platform/problem';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';

/** `true` or `false`, as text. */
export const YesNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** @throws Problem INVALID_QUERY with pointers to the parameters that do not fit. */
export function queryOf<S extends z.ZodObject>(schema: S, req: Request): z.output<S> {
  const parsed = schema.safeParse(req.query);
  if (parsed.success) return parsed.data;
  throw new Problem('INVALID_QUERY', {
    pointers: [...new Set(parsed.error.issues.map((issue) => `/${issue.path.map(String).join('/')}`))],
  });
}

export const readerOf = (res: Response): Reader => {
  const { userId, role, agencyId } = actorOf(res);
  return { userId, role, agencyId };
};

/** Default deny: a role that the route does not name gets no further. */
export const onlyFor =
  (roles: readonly string[]): RequestHandler =>
  (_req, res, next) =>
    next(roles.includes(actorOf(res).role) ? undefined : new Problem('FORBIDDEN'));

const purposes: Readonly<Record<string, AccessPurpose>> = {
  SUPERVISOR: 'SUPERVISION',
  CENTRE_MANAGER: 'SUPERVISION',
  NATIONAL_COORD: 'SUPERVISION',
  AUDITOR: 'AUDIT',
  DPO: 'DATA_SUBJECT_REQUEST',
  ME_OFFICER: 'REPORTING',
};

/**
 * Why somebody reads (CL-58): as the header says, else what the role is for. It is recorded for ever, so a word that is no purpose is
 * refused and never replaced.
 * @throws Problem INVALID_QUERY
 */
export function purposeOf(req: Request, res: Response): AccessPurpose {
  const header = req.get('Amana-Purpose');
  if (header === undefined) return purposes[actorOf(res).role] ?? 'CASEWORK';
  const said = accessPurpose.schema.safeParse(header);
  if (said.success) return said.data;
  throw new Problem('INVALID_QUERY', { pointers: ['/Amana-Purpose'] });
}
