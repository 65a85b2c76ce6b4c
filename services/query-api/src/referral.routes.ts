import { inboxName } from '@amana/app/find-referral';
import { readPacket } from '@amana/app/reading/read-packet';
import { referralState } from '@amana/domain/code-lists/referral-state';
import { actorOf } from '@amana/http-api/actor-of';
import { Problem } from '@amana/platform/problem';
import type { Express, RequestHandler } from 'express';

import { onlyFor, pathId, queryOf, readerOf } from './asked.ts';
import { pageOf, PageQuery } from './page-of.ts';
import type { QueryApiDeps } from './query-api.ts';

const partners = ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON'];
const RETRY_AFTER_SECONDS = 2;
export const InboxQuery = PageQuery.extend({ status: referralState.schema.optional() });

/** What a partner sees: its own referrals by the ids it knows. No id, revision or place of a case is in any answer. */
export function referralRoutes(app: Express, { deps, guards }: { deps: QueryApiDeps; guards: RequestHandler[] }): void {
  app.get('/v1/referrals', ...guards, onlyFor(partners), async (req, res) => {
    const { status, limit, cursor } = queryOf(InboxQuery, req);
    const where = [{ key: 'recipient', is: actorOf(res).agencyId }, ...(status === undefined ? [] : [{ key: 'status', is: status }])];
    const page = await pageOf(inboxName, { where, sort: { key: 'sentAt', descending: true }, limit, cursor }, deps);
    const referrals = page.rows.map(({ rowId, body: { service, priority, status: state, underReview, responseDueAt, sentAt } }) => ({ referralId: rowId, service, priority, status: state, underReview, responseDueAt, sentAt }));
    res.json({ referrals, next: page.next });
  });

  app.get('/v1/referrals/:id', ...guards, onlyFor(partners), async (req, res) => {
    const id = pathId(req);
    const found = await deps.findReferral(id);
    if (found === 'not-yet') throw new Problem('NOT_YET_READABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    const packet = found === 'unknown' ? 'not-found' : await readPacket({ ...found, reader: readerOf(res) }, deps);
    if (packet === 'not-found') throw new Problem('RECORD_NOT_FOUND');
    if (packet === 'not-open') throw new Problem('REFERRAL_NOT_OPEN');
    res.json({ referralId: id, ...packet });
  });
}

