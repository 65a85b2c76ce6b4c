import { readCase, type CaseQuestion } from '@amana/app/reading/read-case';
import { Problem } from '@amana/platform/problem';
import type { Express, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { pathId, purposeOf, queryOf, readerOf } from './asked.ts';
import { caseView } from './case-view.ts';
import { historyStep } from './history-step.ts';
import type { QueryApiDeps } from './query-api.ts';

export const PastQuery = z.object({ knownAt: z.iso.datetime().optional(), happenedUntil: z.iso.date().optional() });
export const HistoryQuery = PastQuery.extend({ from: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(500).default(200) });

/** One case: as it stands, as it was known or had happened, and step by step. Each reading is recorded before anything is opened. */
export function caseRoutes(app: Express, { deps, guards }: { deps: QueryApiDeps; guards: RequestHandler[] }): void {
  const read = async (req: Request, res: Response, view: CaseQuestion['view']) => {
    const { knownAt, happenedUntil } = queryOf(view === 'history' ? HistoryQuery : PastQuery, req);
    const found = await readCase({ id: pathId(req), reader: readerOf(res), purpose: purposeOf(req, res), view, knownAt, happenedUntil }, deps);
    if (found === 'forbidden') throw new Problem('FORBIDDEN');
    if (found === 'not-found') throw new Problem('RECORD_NOT_FOUND');
    return found;
  };

  app.get('/v1/cases/:id', ...guards, async (req, res) => {
    const found = await read(req, res, 'case');
    res.set('ETag', `"${found.revision}"`).json(caseView(pathId(req), found));
  });

  app.get('/v1/cases/:id/history', ...guards, async (req, res) => {
    const { from, limit } = queryOf(HistoryQuery, req);
    const found = await read(req, res, 'history');
    const steps = [...found.caseEvents.map((event) => historyStep('case', event)), ...found.personEvents.map((event) => historyStep('person', event))];
    const inOrder = steps.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
    const page = inOrder.slice(from, from + limit);
    res.json({ steps: page, next: from + limit < inOrder.length ? from + limit : undefined });
  });
}
