import { allProjections } from '@amana/app/all-projections';
import { readConfig } from '@amana/platform/config';
import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { stopTimes } from '@amana/platform/stop-times';
import { openLogAndRows } from '@amana/wiring/engine-stores';
import { gaugeParked, gaugeWorkers } from '@amana/wiring/gauges';
import { createListener } from '@amana/wiring/listeners';
import { openBase } from '@amana/wiring/open-base';
import { purposeOf, settings as settingsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { createProjectorComponent } from './component.ts';

await runMain(async () => {
  const settings = readConfig(settingsOf.projector);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'projector' });
  const stores = await openLogAndRows(settings, output);
  const inside = await openBase({ purpose: purposeOf(settings), stores, output, makesLog: false });

  const projectors = allProjections.map((projection) => createProjectorComponent(projection, inside));
  const metrics = createMetrics();
  gaugeParked(metrics, stores.rows);
  gaugeWorkers(metrics, projectors, inside);
  const http = createListener({ settings, output, metrics, checks: projectors.map((projector) => projector.check) });
  return runUntilSignal([storesComponent(stores), ...projectors, http], stopTimes.deadlineMs, output);
});
