import { sealedStateOf } from '@amana/app/fold-sealed';
import { allRows } from '@amana/app/reading/all-rows';
import { idOfStream } from '@amana/domain/aggregate';
import { grantAggregate } from '@amana/domain/grant/state';
import { referenceData } from '@amana/domain/projections/reference-data';
import { releases } from '@amana/domain/projections/releases';
import { projectionName } from '@amana/domain/projections/projection';
import type { Actor } from '@amana/access/actor';
import { actorOf } from '@amana/http-api/actor-of';
import { pathId } from '@amana/http-api/path-id';
import { Problem } from '@amana/platform/problem';
import type { Condition, Row } from '@amana/ports/read-model-store';
import { queryOf } from './asked.ts';
import { pageOf, PageQuery, PositionQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { QueryApiDeps } from './query-api.ts';
import type { ReadRoute } from './read-route.ts';

const name = projectionName(releases);
const grants = projectionName(referenceData);
export const releaseReaders = ['ME_OFFICER', 'DONOR'];

/** Published releases: an officer's own agency's; a donor's, those of its grants, and nothing else in the whole API (DP-11). */
export function releaseRoutes(get: ReadRoute): void {
  get('/v1/releases', releaseReaders, async (req, res, deps) => {
    const { limit, cursor } = queryOf(PageQuery, req);
    await sayHowFar({ req, res }, name, deps);
    const where = await conditions(actorOf(res), deps);
    const page = await pageOf(name, { where: [where], sort: { key: 'publishedAt', descending: true }, limit, cursor }, deps);
    res.json({ releases: page.rows.map(shown), next: page.next });
  });

  get('/v1/releases/:id', releaseReaders, async (req, res, deps) => {
    const id = pathId(req);
    queryOf(PositionQuery, req);
    await sayHowFar({ req, res }, name, deps);
    const [row] = (await deps.rows.rowsOf(name, [`report-${id}`])).filter(({ rowId, gone }) => rowId === 'release' && !gone);
    if (row === undefined || !(await mayRead(row, actorOf(res), deps))) throw new Problem('RECORD_NOT_FOUND');
    res.json(shown(row));
  });
}

const shown = ({ stream, body }: Row) => ({ reportId: idOfStream(stream), ...body });

const isDonorOf = ({ agencyId, grants: codes }: Actor, grant: { donorAgencyId: unknown; grantCode: unknown }): boolean =>
  grant.donorAgencyId === agencyId || codes.includes(grant.grantCode as string);

async function mayRead({ keys, body }: Row, actor: Actor, { events }: QueryApiDeps): Promise<boolean> {
  if (actor.role === 'ME_OFFICER') return keys['controller'] === actor.agencyId;
  const { donorAgencyId } = (await sealedStateOf(grantAggregate, body['grantId'] as string, events)).profile;
  return isDonorOf(actor, { donorAgencyId, grantCode: body['grantCode'] });
}

async function conditions(actor: Actor, { rows }: QueryApiDeps): Promise<Condition> {
  if (actor.role === 'ME_OFFICER') return { key: 'controller', is: actor.agencyId };
  const all = await allRows(grants, [{ key: 'kind', is: 'grant' }], rows);
  const own = all.filter(({ body }) => isDonorOf(actor, { donorAgencyId: body['donorAgencyId'], grantCode: body['grantCode'] }));
  return { key: 'grantId', in: own.map(({ stream }) => idOfStream(stream)) };
}
