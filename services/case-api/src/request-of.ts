import type { CommandActor } from '@amana/domain/command-definition';
import { actorOf } from '@amana/http-api/actor-of';
import { Problem } from '@amana/platform/problem';
import { requestIdsOf } from '@amana/platform/request-ids';
import type { Request, Response } from 'express';
import { idempotencyKey, ifMatch, isUuid } from './command-headers.ts';

/** Who, with which key, and what: the same for staff and for partners. */
export function requestOf(req: Request, res: Response) {
  const { userId, role, agencyId, onBehalfOf } = actorOf(res);
  return {
    body: bodyOf(req),
    commandId: idempotencyKey(req),
    actor: { userId, role: role as CommandActor['role'], agencyId, onBehalfOf },
    ifMatch: ifMatch(req),
    correlationId: requestIdsOf(res).correlationId,
  };
}

function bodyOf(req: Request): unknown {
  const body: unknown = req.body;
  if (body === undefined) throw new Problem('MALFORMED_JSON');
  return body;
}

export function streamId(req: Request): string {
  const id = String(req.params['id']);
  if (!isUuid(id)) throw new Problem('ID_INVALID');
  return id;
}
