import { projectionLag } from '@amana/app/reading/projection-lag';
import { waitUntilProjected } from '@amana/app/wait-until-projected';
import { actorOf } from '@amana/http-api/actor-of';
import { notYet } from '@amana/http-api/not-yet';
import { isOutsider } from '@amana/http-api/outsiders';
import { formatPosition, parsePosition } from '@amana/http-api/position';
import type { Request, Response } from 'express';
import type { QueryApiDeps } from './query-api.ts';

/**
 * `?minPosition=` waits a little until the list shows one's own write. The answer says how far the list reaches (`Amana-Position`)
 * and for how many seconds what it does not show yet has been waiting (`Amana-Lag`): a list is seconds behind, never silently.
 * Partners and donors are told neither, and cannot probe for it (outsiders.ts).
 */
export async function sayHowFar({ req, res }: { req: Request; res: Response }, projection: string, deps: QueryApiDeps): Promise<void> {
  const isInside = !isOutsider(actorOf(res).role);
  const asked = isInside ? req.query['minPosition'] : undefined;
  const least = typeof asked === 'string' ? parsePosition(asked, deps.era()).position : undefined;
  if (!(await waitUntilProjected(projection, least, deps))) throw notYet();
  const lag = await projectionLag(projection, deps);
  if (lag === undefined || lag.checkpoint.era !== deps.era()) throw notYet(); // a list that is being built would look empty
  if (!isInside) return;
  res.set('Amana-Position', formatPosition(lag.checkpoint));
  res.set('Amana-Lag', String(lag.seconds));
}
