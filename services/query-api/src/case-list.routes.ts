import { caseListName, namesOfPage } from '@amana/app/reading/list-cases';
import { caseListReaders } from '@amana/app/reading/may-read';
import type { Reader } from '@amana/app/reading/record-access';
import { idOfStream } from '@amana/domain/aggregate';
import { caseState } from '@amana/domain/code-lists/case-state';
import { UserId } from '@amana/domain/formats';
import { Problem } from '@amana/platform/problem';
import type { Condition, Row } from '@amana/ports/read-model-store';
import type { z } from 'zod';
import { purposeOf, queryOf, readerOf, YesNo } from './asked.ts';
import { pageOf, PageQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { ReadRoute } from './read-route.ts';

export const CaseListQuery = PageQuery.extend({
  open: YesNo.optional().meta({ description: 'Only cases that are open, or only those that are not' }),
  caseworker: UserId.optional(),
  status: caseState.schema.optional(),
});

/** Cases of the caller's agency, the newest change first; authorised by the rows. A caseworker lists its own. */
export function caseListRoutes(get: ReadRoute): void {
  get('/v1/cases', caseListReaders, async (req, res, deps) => {
    const asked = queryOf(CaseListQuery, req);
    const reader = readerOf(res);
    await sayHowFar({ req, res }, caseListName, deps);
    const { limit, cursor } = asked;
    const page = await pageOf(
      caseListName,
      { where: conditions(asked, reader), sort: { key: 'lastAt', descending: true }, limit, cursor },
      deps,
    );
    const names = await namesOfPage(page.rows, { reader, purpose: purposeOf(req, res) }, deps);
    res.json({ cases: page.rows.map((row, i) => ({ ...shown(row), names: names[i] })), next: page.next });
  });
}

function conditions({ open, caseworker, status }: z.output<typeof CaseListQuery>, { role, userId, agencyId }: Reader): Condition[] {
  if (role === 'CASEWORKER' && caseworker !== undefined && caseworker !== userId) throw new Problem('FORBIDDEN');
  const of = role === 'CASEWORKER' ? userId : caseworker;
  return [
    { key: 'controller', is: agencyId },
    ...(of === undefined ? [] : [{ key: 'caseworkerUserId', is: of }]),
    ...(open === undefined ? [] : [{ key: 'open', is: open }]),
    ...(status === undefined ? [] : [{ key: 'status', is: status }]),
  ];
}

const shown = ({ stream, body }: Row) => ({ caseId: idOfStream(stream), ...body });
