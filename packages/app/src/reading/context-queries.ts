import { idOfStream, streamName } from '@amana/domain/aggregate';
import { centreAggregate } from '@amana/domain/centre/state';
import type { Item } from '@amana/domain/code-lists/cl-22-item';
import { caseList } from '@amana/domain/projections/case-list';
import { centreOccupancy } from '@amana/domain/projections/centre-occupancy';
import { projectionName } from '@amana/domain/projections/projection';
import { referenceData } from '@amana/domain/projections/reference-data';
import type { EventStore } from '@amana/ports/event-store';
import type { Condition, ReadModelStore } from '@amana/ports/read-model-store';
import { releaseQueries } from '../figures/release-queries.ts';
import type { ReleaseDeps } from '../figures/compute-release.ts';
import { foldSealed } from '../fold-sealed.ts';
import { pinBuilds, type PinnedRows } from '../rebuild/pin-builds.ts';
import type { ContextQueries } from '../resolve-context.ts';
import type { WaitDeps } from '../wait-until-projected.ts';
import { allRows } from './all-rows.ts';

export type ContextQueryDeps = ReleaseDeps & WaitDeps & { readonly rows: ReadModelStore; readonly caseloadLimit: number };

const cases = projectionName(caseList);
const occupancy = projectionName(centreOccupancy);
const grants = projectionName(referenceData);

/**
 * Answers to what commands ask the read models. They are as old as the projection: a race shows a moment later as a flag, which is
 * why none of these questions guards anything but a limit (design: the real world is not refused).
 */
export const contextQueries = (deps: ContextQueryDeps): ContextQueries => ({
  ...releaseQueries(deps),
  'open-cases-of-person': async ({ personId = '', agencyId = '', exceptCaseId }) => {
    const where: Condition[] = [
      { key: 'controller', is: agencyId },
      { key: 'personId', is: personId },
      { key: 'openedCase', is: true },
    ];
    const { rows } = await pinBuilds(deps.rows).find(cases, { where, limit: 10 });
    return rows.map((row) => idOfStream(row.stream)).filter((id) => id !== exceptCaseId);
  },
  caseload: async ({ userId = '', agencyId = '' }) => {
    const where: Condition[] = [
      { key: 'controller', is: agencyId },
      { key: 'caseworkerUserId', is: userId },
      { key: 'open', is: true },
    ];
    return { open: await pinBuilds(deps.rows).count(cases, where), limit: deps.caseloadLimit };
  },
  'centre-occupancy': async ({ centreId = '' }) => ({
    present: await pinBuilds(deps.rows).count(occupancy, [
      { key: 'centreId', is: centreId },
      { key: 'present', is: true },
    ]),
  }),
  'grants-of-code': async ({ grantCode = '' }) => {
    const where: Condition[] = [
      { key: 'kind', is: 'grant' },
      { key: 'grantCode', is: grantCode },
    ];
    const { rows } = await pinBuilds(deps.rows).find(grants, { where, limit: 10 });
    return rows.map((row) => idOfStream(row.stream));
  },
  'centre-stock': ({ centreId = '' }) => centreStock(centreId, { events: deps.events, rows: pinBuilds(deps.rows) }),
});

/**
 * Known stock by item: received since the last count (with what it found), less what was issued since. May be negative (I-52).
 * Since is by the order of the log: a count of a clock that was ahead hides no issue. An item that was neither counted nor received
 * is left out: nothing is known of it.
 */
export async function centreStock(centreId: string, { events, rows }: { events: EventStore; rows: PinnedRows }): Promise<Record<string, number>> {
  const stream = streamName('centre', centreId);
  const { events: own } = await events.readStream(stream);
  const { received, countedIn } = foldSealed(centreAggregate, stream, own).profile;
  const countedBehind = (code: Item, position: bigint): boolean => {
    const revision = countedIn[code];
    return revision !== undefined && (own[revision]?.position ?? position) > position;
  };
  const stock: Partial<Record<Item, number>> = { ...received };
  for (const { body } of await allRows(occupancy, [{ key: 'issuedFrom', is: centreId }], rows)) {
    const position = BigInt(body['position'] as string);
    for (const { code, qty } of body['items'] as unknown as { code: Item; qty: number }[]) {
      const left = stock[code];
      if (left !== undefined && !countedBehind(code, position)) stock[code] = left - qty;
    }
  }
  return stock;
}
