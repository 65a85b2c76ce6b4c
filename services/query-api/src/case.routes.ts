import { caseReaders, replayers } from '@amana/app/reading/may-read';
import { readCase, type CaseQuestion } from '@amana/app/reading/read-case';
import { readersOfCase } from '@amana/app/reading/readers-of-case';
import { pathId } from '@amana/http-api/path-id';
import { Problem } from '@amana/platform/problem';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { purposeOf, queryOf, readerOf } from './asked.ts';
import { caseView } from './case-view.ts';
import { historyStep } from './history-step.ts';
import { cursorIn, insideCursor } from './page-of.ts';
import type { QueryApiDeps } from './query-api.ts';
import type { ReadRoute } from './read-route.ts';

export const PastQuery = z.object({ knownAt: z.iso.datetime().optional(), happenedUntil: z.iso.date().optional() });
export const ReadersQuery = z.object({ cursor: z.string().max(100).optional() });
export const HistoryQuery = PastQuery.extend({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** One case: as it stands, as it was known or had happened, and step by step. Each reading is recorded before anything is opened. */
export function caseRoutes(get: ReadRoute): void {
  get('/v1/cases/:id', caseReaders, async (req, res, deps) => {
    const found = await read({ req, res, deps }, { view: 'case', ...queryOf(PastQuery, req) });
    res.set('ETag', `"${found.revision}"`).json(caseView(pathId(req), found));
  });

  get('/v1/cases/:id/history', replayers, async (req, res, deps) => {
    const { from, limit, ...past } = queryOf(HistoryQuery, req);
    const { steps } = await read({ req, res, deps }, { view: 'history', ...past });
    const to = from + limit;
    res.json({ steps: steps.slice(from, to).map(historyStep), ...(to < steps.length ? { next: to } : {}) });
  });

  get('/v1/cases/:id/readers', replayers, async (req, res, deps) => {
    const { cursor } = queryOf(ReadersQuery, req);
    const after = cursor === undefined ? undefined : placeIn(cursor, deps.era());
    const found = orProblem(await readersOfCase({ id: pathId(req), reader: readerOf(res), purpose: purposeOf(req, res), after }, deps));
    res.json({ readings: found.readings, ...(found.next === undefined ? {} : { next: cursorIn(deps.era(), String(found.next)) }) });
  });
}

/** A place in the record of reads; it is put back together with the log. */
function placeIn(cursor: string, era: string): bigint {
  const place = insideCursor(cursor, era);
  if (!/^\d{1,19}$/.test(place)) throw new Problem('CURSOR_INVALID');
  return BigInt(place);
}

type Exchange = { readonly req: Request; readonly res: Response; readonly deps: QueryApiDeps };

const read = async ({ req, res, deps }: Exchange, asked: Pick<CaseQuestion, 'view' | 'knownAt' | 'happenedUntil'>) =>
  orProblem(await readCase({ id: pathId(req), reader: readerOf(res), purpose: purposeOf(req, res), ...asked }, deps));

function orProblem<T>(found: T | 'forbidden' | 'not-found'): T {
  if (found === 'forbidden') throw new Problem('FORBIDDEN');
  if (found === 'not-found') throw new Problem('RECORD_NOT_FOUND');
  return found;
}
