import { waitUntilProjected } from '@amana/app/wait-until-projected';
import { formatPosition, parsePosition } from '@amana/http-api/position';
import { Problem } from '@amana/platform/problem';
import type { Request, Response } from 'express';
import type { QueryApiDeps } from './query-api.ts';

const RETRY_AFTER_SECONDS = 2;

/**
 * `?minPosition=` waits a little until the list shows one's own write. The answer says how far the list reaches (`Amana-Position`)
 * and how many seconds ago that was written, while more waits behind it (`Amana-Lag`): a list is seconds behind, never silently.
 */
export async function sayHowFar({ req, res }: { req: Request; res: Response }, projection: string, deps: QueryApiDeps): Promise<void> {
  const asked = req.query['minPosition'];
  const least = typeof asked === 'string' ? parsePosition(asked, deps.era()).position : undefined;
  if (!(await waitUntilProjected(projection, least, deps))) throw new Problem('NOT_YET_READABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  const checkpoint = await deps.rows.checkpoint(projection);
  if (checkpoint === undefined) return;
  res.set('Amana-Position', formatPosition({ era: checkpoint.era, position: checkpoint.position }));
  res.set('Amana-Lag', String(await lagSeconds(checkpoint.position, deps)));
}

async function lagSeconds(position: bigint, { events, clock }: QueryApiDeps): Promise<number> {
  const head = await events.head();
  if (head === undefined || head <= position) return 0;
  const last = await events.readAt(position);
  const written = last?.metadata['recordedAt'];
  return typeof written === 'string' ? Math.max(0, Math.round((Date.parse(clock.now().recordedAt) - Date.parse(written)) / 1_000)) : 0;
}
