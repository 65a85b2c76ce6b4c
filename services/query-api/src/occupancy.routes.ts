import { sealedStateOf } from '@amana/app/fold-sealed';
import { centreStock } from '@amana/app/reading/context-queries';
import { centreAggregate } from '@amana/domain/centre/state';
import { centreOccupancy } from '@amana/domain/projections/centre-occupancy';
import { projectionName } from '@amana/domain/projections/projection';
import { pathId } from '@amana/http-api/path-id';
import { Problem } from '@amana/platform/problem';
import { queryOf, readerOf } from './asked.ts';
import { PositionQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { ReadRoute } from './read-route.ts';

const name = projectionName(centreOccupancy);
export const occupancyReaders = ['CENTRE_MANAGER', 'SUPERVISOR', 'NATIONAL_COORD', 'ME_OFFICER'];

/** Who could be counted, never who it is: places, and what a race or a late entry exceeded all the same, as tasks (I-50, I-52). */
export function occupancyRoutes(get: ReadRoute): void {
  get('/v1/centres/:id/occupancy', occupancyReaders, async (req, res, deps) => {
    const centreId = pathId(req);
    queryOf(PositionQuery, req);
    const { profile: centre, stream } = await sealedStateOf(centreAggregate, centreId, deps.events);
    if (!centre.registered || stream.controller !== readerOf(res).agencyId) throw new Problem('RECORD_NOT_FOUND');
    await sayHowFar({ req, res }, name, deps);
    const present = await deps.rows.count(name, [
      { key: 'centreId', is: centreId },
      { key: 'present', is: true },
    ]);
    const { capacity } = centre;
    const stock = await centreStock(centreId, { events: deps.events, rows: deps.rows });
    res.json({
      centreId,
      capacity,
      present,
      free: Math.max(0, capacity - present),
      stock,
      flags: [...overfull(present - capacity), ...shortOf(stock)],
    });
  });
}

const overfull = (overBy: number) => (overBy > 0 ? [{ rule: 'I-50', overBy }] : []);

const shortOf = (stock: Readonly<Record<string, number>>) =>
  Object.entries(stock).flatMap(([item, known]) => (known < 0 ? [{ rule: 'I-52', item, shortBy: -known }] : []));
