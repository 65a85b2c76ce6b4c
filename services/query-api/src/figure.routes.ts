import { openPeople } from '@amana/app/figures/open-people';
import { factsFromRows } from '@amana/app/figures/facts-from-rows';
import { figureParams, grantAndCentre } from '@amana/app/figures/release-queries';
import { recordAccess } from '@amana/app/reading/record-access';
import { countPersons, DEFINITION_VERSION } from '@amana/domain/figures/assisted';
import { figuresOf } from '@amana/domain/figures/figures';
import { indicatorFacts } from '@amana/domain/projections/indicator-facts';
import { projectionName } from '@amana/domain/projections/projection';
import { Id } from '@amana/domain/formats';
import { Problem } from '@amana/platform/problem';
import { z } from 'zod';
import { purposeOf, queryOf, readerOf } from './asked.ts';
import { PositionQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { ReadRoute } from './read-route.ts';

export const figureReaders = ['ME_OFFICER'];
export const FigureQuery = z
  .object({ ...PositionQuery.shape, grant: Id, centre: Id, from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ['to'] });

/** Exact figures, for the officer alone (5.4); donors read releases. */
export function figureRoutes(get: ReadRoute): void {
  get('/v1/indicators', figureReaders, async (req, res, deps) => {
    const { grant: grantId, centre: centreId, from, to } = queryOf(FigureQuery, req);
    const reader = readerOf(res);
    const found = await grantAndCentre({ grantId, centreId }, deps.events);
    const params = figureParams({ grantId, centreId, from, to }, found);
    const isOfReader = found.centre.stream.controller === reader.agencyId && found.grant.profile.agencyIds.includes(reader.agencyId);
    if (params === undefined || !isOfReader) throw new Problem('RECORD_NOT_FOUND');
    await sayHowFar({ req, res }, projectionName(indicatorFacts), deps);
    const { facts, cards } = await factsFromRows(reader.agencyId, deps.rows);
    await recordAccess(
      {
        reader,
        purpose: purposeOf(req, res),
        view: 'figures',
        streams: [`grant-${grantId}`, `centre-${centreId}`],
        classes: ['statistic'],
      },
      deps,
    );
    const figures = figuresOf(countPersons(await openPeople(facts, cards, deps.keys), params, deps.clock.now().recordedAt));
    res.json({ definitionVersion: DEFINITION_VERSION, grantCode: params.grantCode, centreId, from, to, zone: params.zone, figures });
  });
}
