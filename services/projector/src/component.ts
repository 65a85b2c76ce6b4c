import { heldWorker, type Hold } from '@amana/app/held-worker';
import { createProjector, type ProjectorDeps } from '@amana/app/projector';
import type { LogLoop, LogLoopStatus } from '@amana/app/log-loop';
import { pinBuilds } from '@amana/app/rebuild/pin-builds';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import { keepsFailing, type HealthCheck } from '@amana/platform/health';
import { loopComponent, type Component } from '@amana/platform/lifecycle';

export type ProjectorComponentDeps = ProjectorDeps & { readonly hold: Hold };

/** `loop` is undefined while another process holds the lease. */
export type ProjectorComponent = Component & { readonly check: HealthCheck; loop(): LogLoopStatus | undefined };

/**
 * One worker for one projection: log -> rows. Ready at once; it says itself how far it has come. One process at a time runs it:
 * whoever holds the lease of this version of the projection.
 */
export function createProjectorComponent(projection: Projection, deps: ProjectorComponentDeps): ProjectorComponent {
  const name = `projector-${projection.name}`;
  const worker = heldWorker(`projector-${projectionName(projection)}`, () => createProjector(projection, deps), deps.hold);
  // Not spread: a copy made before the start would hold no failure, and a projector that stopped would stop unseen.
  return Object.assign(loopComponent(name, { start: () => worker.run(), stop: () => worker.stop() }), {
    loop: () => worker.current()?.status(),
    check: {
      name,
      run: async () => {
        const loop = worker.current();
        return loop === undefined ? { ok: true, detail: { standby: true } } : readiness(projection, { loop, deps });
      },
    },
  });
}

async function readiness(projection: Projection, { loop, deps }: { loop: LogLoop; deps: ProjectorDeps }): ReturnType<HealthCheck['run']> {
  const { position, failures, atHead } = loop.status();
  const head = await deps.events.head();
  const behind = head !== undefined && (position === undefined || position < head);
  const parked = await pinBuilds(deps.rows).count(projectionName(projection), [{ key: 'parked', is: true }]);
  return { ok: !keepsFailing(failures) && parked === 0, detail: { failures, parked, atHead: atHead && !behind } };
}
