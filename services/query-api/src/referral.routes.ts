import { inboxName } from '@amana/app/find-referral';
import { readPacket } from '@amana/app/reading/read-packet';
import { referralState } from '@amana/domain/code-lists/referral-state';
import { actorOf } from '@amana/http-api/actor-of';
import { notYet } from '@amana/http-api/not-yet';
import { partners } from '@amana/http-api/outsiders';
import { pathId } from '@amana/http-api/path-id';
import { Problem } from '@amana/platform/problem';
import type { Row } from '@amana/ports/read-model-store';
import { queryOf, readerOf } from './asked.ts';
import { inboxPage } from './inbox-page.ts';
import { PageQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { ReadRoute } from './read-route.ts';

export const InboxQuery = PageQuery.omit({ minPosition: true }).extend({ status: referralState.schema.optional() });

/** What a partner sees: its own referrals by the ids it knows. No id, revision or place of a case is in any answer. */
export function referralRoutes(get: ReadRoute): void {
  get('/v1/referrals', partners, async (req, res, deps) => {
    const { status, limit, cursor } = queryOf(InboxQuery, req);
    await sayHowFar({ req, res }, inboxName, deps);
    const where = [{ key: 'recipient', is: actorOf(res).agencyId }, ...(status === undefined ? [] : [{ key: 'status', is: status }])];
    const page = await inboxPage({ where, limit, cursor }, deps);
    res.json({ referrals: page.rows.map(header), next: page.next });
  });

  get('/v1/referrals/:id', partners, async (req, res, deps) => {
    const id = pathId(req);
    const found = await deps.findReferral(id);
    if (found === 'not-yet') throw notYet();
    const packet = found === 'unknown' ? 'not-found' : await readPacket({ ...found, reader: readerOf(res) }, deps);
    if (packet === 'not-found') throw new Problem('RECORD_NOT_FOUND');
    if (packet === 'not-open') throw new Problem('REFERRAL_NOT_OPEN');
    res.json({ referralId: id, ...packet });
  });
}

const header = ({ rowId, body }: Row) => {
  const { service, priority, status, underReview, responseDueAt, sentAt } = body;
  return { referralId: rowId, service, priority, status, underReview, responseDueAt, sentAt };
};
