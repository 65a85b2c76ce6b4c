import { allProjections } from '@amana/app/all-projections';
import type { createLogWatch } from '@amana/app/watch-log';
import { MOST_LAG_SECONDS } from '@amana/app/reading/list-cases';
import { projectionLag, type LagDeps } from '@amana/app/reading/projection-lag';
import { pinBuilds } from '@amana/app/rebuild/pin-builds';
import { projectionName } from '@amana/domain/projections/projection';
import { keepsFailing, type HealthCheck } from '@amana/platform/health';
import type { ReadModelStore } from '@amana/ports/read-model-store';

export const clockCheck = (clock: { now(): { readonly clock: 'ok' | 'unconfirmed' } }): HealthCheck => ({
  name: 'clock',
  run: async () => ({ ok: clock.now().clock === 'ok' }),
});

/** Keys that the log names must be there, and somebody must be looking. */
export const logWatchChecks = (watch: Pick<ReturnType<typeof createLogWatch>, 'missing' | 'status'>): HealthCheck[] => [
  { name: 'keys', run: async () => ({ ok: watch.missing() === 0, detail: { missing: watch.missing() } }) },
  { name: 'log-watch', run: async () => ({ ok: !keepsFailing(watch.status().failures), detail: { failures: watch.status().failures } }) },
];

/** Of whoever reads what other processes project: each list is there, is of this era, and not so far behind that it opens no names. */
export const projectionChecks = (deps: Omit<LagDeps, 'rows'> & { readonly rows: ReadModelStore; readonly era: () => string }): HealthCheck[] =>
  allProjections.map((projection) => ({
    name: `projection-${projection.name}`,
    run: async () => {
      const lag = await projectionLag(projectionName(projection), { ...deps, rows: pinBuilds(deps.rows) });
      if (lag === undefined || lag.checkpoint.era !== deps.era()) return { ok: false, detail: { code: 'NOT_BUILT' } };
      return { ok: lag.seconds <= MOST_LAG_SECONDS, detail: { lagSeconds: lag.seconds } };
    },
  }));
