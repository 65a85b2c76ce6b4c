import { centreAggregate } from '@amana/domain/centre/state';
import type { FigureParams } from '@amana/domain/figures/assisted';
import { grantAggregate } from '@amana/domain/grant/state';
import { projectionName } from '@amana/domain/projections/projection';
import { releases } from '@amana/domain/projections/releases';
import type { EventStore } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { sealedStateOf } from '../fold-sealed.ts';
import { allRows } from '../reading/all-rows.ts';
import { pinBuilds } from '../rebuild/pin-builds.ts';
import type { ContextQueries } from '../resolve-context.ts';
import { waitUntilProjected, type WaitDeps } from '../wait-until-projected.ts';
import { computeRelease, type ReleaseDeps } from './compute-release.ts';

const releasesName = projectionName(releases);

export type FigureRequest = { readonly grantId: string; readonly centreId: string; readonly from: string; readonly to: string };

/** Grant and centre as their own streams say; nothing that figures need of them is sealed. One that does not exist is in its initial state. */
export const grantAndCentre = async ({ grantId, centreId }: Pick<FigureRequest, 'grantId' | 'centreId'>, events: EventStore) => ({
  grant: await sealedStateOf(grantAggregate, grantId, events),
  centre: await sealedStateOf(centreAggregate, centreId, events),
});

/** What grant and centre say of themselves: code, period and zone of the figures. Undefined where one of them does not exist. */
export function figureParams(request: FigureRequest, of: Awaited<ReturnType<typeof grantAndCentre>>): FigureParams | undefined {
  const { grantCode, from: begins, to: ends } = of.grant.profile;
  const { zone } = of.centre.profile;
  if (grantCode === undefined || begins === undefined || ends === undefined || zone === undefined) return undefined;
  const { from, to, centreId } = request;
  return { from, to, centreId, zone, grantCode, grantPeriod: { from: begins, to: ends } };
}

/** The answers that PublishReport asks for. */
export const releaseQueries = (deps: ReleaseDeps & WaitDeps & { readonly rows: ReadModelStore }): ContextQueries => ({
  'release-figures': async (asked) => {
    const request = asked as FigureRequest;
    const params = figureParams(request, await grantAndCentre(request, deps.events));
    return params && computeRelease(asked['controller'] as string, params, deps);
  },
  'released-periods': async ({ grantId = '', centreId }) => {
    const { grantCode } = (await sealedStateOf(grantAggregate, grantId, deps.events)).profile;
    if (grantCode === undefined) return [];
    const rows = pinBuilds(deps.rows); // one build: the one that was waited for is the one that is read
    // Rows that lag behind the log would not show a release of a moment ago: then there is no answer, and nothing is published.
    if (!(await waitUntilProjected(releasesName, await deps.events.head(), { ...deps, rows })))
      throw new PortFailure('PROJECTION_BEHIND', `${releasesName} has not read the log to its end`, { retryable: true });
    // All of them: one that is left out could be published again over other days, and the difference of the two reveals a person. By the
    // code, which is what persons are counted by: a grant that was registered twice is one. A parked one has no row and may be any.
    if ((await rows.count(releasesName, [{ key: 'parked', is: true }])) > 0)
      throw new PortFailure('PROJECTION_PARKED', `${releasesName} could not apply a release: see npm run amana -- parked`, { retryable: true });
    const found = await allRows(releasesName, [{ key: 'grantCode', is: grantCode }], rows);
    return found.filter((row) => row.body['centreId'] === centreId).map(({ body }) => ({ from: body['from'], to: body['to'] }));
  },
});
