import { Problem } from '@amana/platform/problem';
import type { Request } from 'express';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The command id. Without one a repeat over a weak link would be another command. */
export function idempotencyKey(req: Request): string {
  const key = req.get('Idempotency-Key');
  if (key === undefined) throw new Problem('IDEMPOTENCY_KEY_MISSING');
  if (!UUID.test(key.toLowerCase())) throw new Problem('IDEMPOTENCY_KEY_INVALID');
  return key.toLowerCase();
}

/** The revision that the caller saw; undefined where the rules shall decide anew on a conflict. */
export function ifMatch(req: Request): number | undefined {
  const value = req.get('If-Match');
  if (value === undefined) return undefined;
  const revision = /^"(\d{1,9})"$/.exec(value)?.[1];
  if (revision === undefined) throw new Problem('IF_MATCH_INVALID');
  return Number(revision);
}
