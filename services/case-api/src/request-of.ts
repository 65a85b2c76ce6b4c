import type { CommandActor } from '@amana/domain/command-definition';
import { actorOf } from '@amana/http-api/actor-of';
import { Problem } from '@amana/platform/problem';
import { findNotJson } from '@amana/ports/find-not-json';
import { requestIdsOf } from '@amana/platform/request-ids';
import type { Request, Response } from 'express';
import { idempotencyKey, ifMatch } from './command-headers.ts';

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
  // JSON.parse takes 1e999, -0 and lone surrogates; none of them could be stored, nor its digest be made.
  if (body === undefined || findNotJson(body) !== undefined) throw new Problem('MALFORMED_JSON');
  return body;
}
