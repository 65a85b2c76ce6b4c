import { careRoles } from '@amana/app/reading/may-read';
import type { Reader } from '@amana/app/reading/record-access';
import { idOfStream } from '@amana/domain/aggregate';
import { dayOf } from '@amana/domain/calendar';
import { deadlines } from '@amana/domain/projections/deadlines';
import { projectionName } from '@amana/domain/projections/projection';
import { actorOf } from '@amana/http-api/actor-of';
import type { Condition } from '@amana/ports/read-model-store';
import { queryOf, readerOf, YesNo } from './asked.ts';
import { pageOf, PageQuery } from './page-of.ts';
import { sayHowFar } from './place-of.ts';
import type { ReadRoute } from './read-route.ts';

const name = projectionName(deadlines);
export const deadlineReaders = [...careRoles, 'NATIONAL_COORD'];
export const DeadlineQuery = PageQuery.extend({ overdue: YesNo.optional() });

/** What is owed by when in the cases of the caller's agency, the most urgent first; a caseworker sees what its own cases owe. */
export function deadlineRoutes(get: ReadRoute): void {
  get('/v1/deadlines', deadlineReaders, async (req, res, deps) => {
    const { overdue, limit, cursor } = queryOf(DeadlineQuery, req);
    await sayHowFar({ req, res }, name, deps);
    const now = deps.clock.now().recordedAt;
    const today = dayOf(Date.parse(now), actorOf(res).zone ?? 'UTC');
    const page = await pageOf(
      name,
      {
        where: [...conditions(readerOf(res)), ...roughly(overdue, { now, today })],
        sort: { key: 'dueAt', descending: false },
        limit,
        cursor,
      },
      deps,
    );
    const all = page.rows.map(({ stream, keys, body }) => ({
      caseId: idOfStream(stream),
      ...body,
      caseworkerUserId: keys['caseworkerUserId'] ?? null,
      overdue: isOver(body['dueAt'] as string, { now, today }),
    }));
    res.json({ deadlines: overdue === undefined ? all : all.filter((deadline) => deadline.overdue === overdue), next: page.next });
  });
}

const conditions = ({ role, userId, agencyId }: Reader): Condition[] => [
  { key: 'controller', is: agencyId },
  ...(role === 'CASEWORKER' ? [{ key: 'caseworkerUserId', is: userId }] : []),
];

/** What the rows can say of it: a day and an instant are compared as texts, so both days that now may lie in are left to `isOver`. */
function roughly(overdue: boolean | undefined, { now, today }: { now: string; today: string }): Condition[] {
  if (overdue === undefined) return [];
  const [earlier = now, later = now] = [now.slice(0, today.length), today].toSorted();
  return [overdue ? { key: 'dueAt', below: `${later}~` } : { key: 'dueAt', atLeast: earlier }];
}

/** A deadline that is a day is over when that day is. */
const isOver = (dueAt: string, { now, today }: { now: string; today: string }): boolean =>
  dueAt.length === today.length ? dueAt < today : Date.parse(dueAt) < Date.parse(now);
