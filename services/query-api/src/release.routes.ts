import { grantOf } from '@amana/app/figures/release-queries';
import { allRows } from '@amana/app/reading/all-rows';
import { releases } from '@amana/domain/projections/releases';
import { projectionName } from '@amana/domain/projections/projection';
import { actorOf } from '@amana/http-api/actor-of';
import { Problem } from '@amana/platform/problem';
import type { Row } from '@amana/ports/read-model-store';
import type { Express, RequestHandler, Response } from 'express';
import { onlyFor, pathId } from './asked.ts';
import { sayHowFar } from './place-of.ts';
import type { QueryApiDeps } from './query-api.ts';

const name = projectionName(releases);
const readers = ['ME_OFFICER', 'DONOR'];

/** Published releases: an officer's own agency's; a donor's, those of its grants, and nothing else in the whole API (DP-11). */
export function releaseRoutes(app: Express, { deps, guards }: { deps: QueryApiDeps; guards: RequestHandler[] }): void {
  app.get('/v1/releases', ...guards, onlyFor(readers), async (req, res) => {
    await sayHowFar({ req, res }, name, deps);
    const found = await allRows(name, [{ key: 'list', is: true }], deps.rows);
    const allowed = await Promise.all(found.map(async (row) => ((await mayRead(row, res, deps)) ? [shown(row)] : [])));
    res.json({ releases: allowed.flat() });
  });

  app.get('/v1/releases/:id', ...guards, onlyFor(readers), async (req, res) => {
    await sayHowFar({ req, res }, name, deps);
    const [row] = (await deps.rows.rowsOf(name, [`report-${pathId(req)}`])).filter(({ rowId, gone }) => rowId === 'release' && !gone);
    if (row === undefined || !(await mayRead(row, res, deps))) throw new Problem('RECORD_NOT_FOUND');
    res.json(shown(row));
  });
}

const shown = ({ stream, body }: Row) => ({ reportId: stream.slice('report-'.length), ...body });

async function mayRead({ keys, body }: Row, res: Response, { events }: QueryApiDeps): Promise<boolean> {
  const { role, agencyId, grants } = actorOf(res);
  if (role === 'ME_OFFICER') return keys['controller'] === agencyId;
  const { donorAgencyId } = await grantOf(body['grantId'] as string, events);
  return donorAgencyId === agencyId || grants.includes(body['grantCode'] as string);
}
