import type { Reader } from '@amana/app/reading/record-access';
import { idOfStream } from '@amana/domain/aggregate';
import { collections } from '@amana/domain/catalogue';
import { referenceData } from '@amana/domain/projections/reference-data';
import { projectionName } from '@amana/domain/projections/projection';
import { roles } from '@amana/domain/roles';
import { partners } from '@amana/http-api/outsiders';
import type { Condition, Row } from '@amana/ports/read-model-store';
import { queryOf, readerOf } from './asked.ts';
import { pageOf, PageQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { ReadRoute } from './read-route.ts';

const name = projectionName(referenceData);
export const everybody = Object.keys(roles.codes).filter((role) => role !== 'DONOR' && role !== 'SYS');
export const staff = everybody.filter((role) => !partners.includes(role));
const seesAllCentres = ['NATIONAL_COORD'];

/** What apps choose from: agencies for everybody, centres of the caller's agency, grants that it may use. Nobody is in it. */
export function referenceDataRoutes(get: ReadRoute): void {
  const list = (
    kind: 'agency' | 'centre' | 'grant',
    where: (reader: Reader) => Condition[],
    mayName: (row: Row, reader: Reader) => boolean = () => true,
  ) => {
    const path = collections[kind];
    get(`/v1/${path}`, kind === 'agency' ? everybody : staff, async (req, res, deps) => {
      const { limit, cursor } = queryOf(PageQuery, req);
      const reader = readerOf(res);
      await sayHowFar({ req, res }, name, deps);
      const page = await pageOf(name, { where: [{ key: 'kind', is: kind }, ...where(reader)], limit, cursor }, deps);
      const found = page.rows.filter((row) => mayName(row, reader));
      res.json({ [path]: found.map(({ stream, body }) => ({ [`${kind}Id`]: idOfStream(stream), ...body })), next: page.next });
    });
  };
  list('agency', () => []);
  list('centre', ({ role, agencyId }) => (seesAllCentres.includes(role) ? [] : [{ key: 'controller', is: agencyId }]));
  list('grant', () => [], isOfGrant);
}

const isOfGrant = ({ keys, body }: Row, { agencyId }: Reader): boolean =>
  keys['controller'] === agencyId || (body['agencyIds'] as string[]).includes(agencyId);
