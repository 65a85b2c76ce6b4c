import { fold } from '@amana/domain/aggregate';
import { centreAggregate } from '@amana/domain/centre/state';
import type { FigureParams } from '@amana/domain/figures/assisted';
import { grantAggregate, type GrantProfile } from '@amana/domain/grant/state';
import { projectionName } from '@amana/domain/projections/projection';
import { releases } from '@amana/domain/projections/releases';
import type { EventStore } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import { allRows } from '../reading/all-rows.ts';
import { readSealed } from '../read-event.ts';
import type { ContextQueries } from '../resolve-context.ts';
import { waitUntilProjected, type WaitDeps } from '../wait-until-projected.ts';
import { computeRelease, type ReleaseDeps } from './compute-release.ts';

const releasesName = projectionName(releases);

export type FigureRequest = { readonly grantId: string; readonly centreId: string; readonly from: string; readonly to: string };

/** What grant and centre say of themselves: code, period and zone of the figures. Undefined where one of them does not exist. */
export async function figureParams(request: FigureRequest, events: EventStore): Promise<FigureParams | undefined> {
  const grant = await grantOf(request.grantId, events);
  const centre = (await centreOf(request.centreId, events)).profile;
  if (grant.grantCode === undefined || grant.from === undefined || grant.to === undefined || centre.zone === undefined) return undefined;
  const { from, to, centreId } = request;
  return { from, to, centreId, zone: centre.zone, grantCode: grant.grantCode, grantPeriod: { from: grant.from, to: grant.to } };
}

/** The centre as its own stream says, with its controller; nothing that the figures need is sealed. One that does not exist has neither zone nor controller. */
export async function centreOf(centreId: string, events: EventStore) {
  const recorded = (await events.readStream(`centre-${centreId}`)).events;
  return fold(centreAggregate, `centre-${centreId}`, recorded.map((event) => readSealed(event, centreAggregate.events)));
}

/** The grant as its own stream says; nothing in it is sealed. One that does not exist has no code and lists no agency. */
export async function grantOf(grantId: string, events: EventStore): Promise<GrantProfile> {
  const recorded = (await events.readStream(`grant-${grantId}`)).events;
  return fold(grantAggregate, `grant-${grantId}`, recorded.map((event) => readSealed(event, grantAggregate.events))).profile;
}

/** The answers that PublishReport asks for. */
export const releaseQueries = (deps: ReleaseDeps & WaitDeps): ContextQueries => ({
  'release-figures': async (asked) => {
    const params = await figureParams(asked as FigureRequest, deps.events);
    return params && computeRelease(asked['controller'] as string, params, deps);
  },
  'released-periods': async ({ grantId = '', centreId }) => {
    // Rows that lag behind the log would not show a release of a moment ago: then there is no answer, and nothing is published.
    if (!(await waitUntilProjected(releasesName, await deps.events.head(), deps)))
      throw new PortFailure('PROJECTION_BEHIND', `${releasesName} has not read the log to its end`, { retryable: true });
    // All of them: one that is left out could be published again over other days, and the difference of the two reveals a person.
    const found = await allRows(releasesName, [{ key: 'grantId', is: grantId }], deps.rows);
    return found.filter((row) => row.body['centreId'] === centreId).map(({ body }) => ({ from: body['from'], to: body['to'] }));
  },
});
