import { findReferral } from '@amana/app/find-referral';
import { createLogWatch } from '@amana/app/watch-log';
import { readConfig } from '@amana/platform/config';
import { loopComponent, runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { stopTimes } from '@amana/platform/stop-times';
import { queryPaths } from '@amana/query-api/openapi-paths';
import { clockCheck, logWatchChecks } from '@amana/wiring/checks';
import { openLogAndRows } from '@amana/wiring/engine-stores';
import { openFileKeyring } from '@amana/wiring/file-keyring';
import { gaugeLog, gaugeMissingKeys } from '@amana/wiring/gauges';
import { withCommands, withKeys } from '@amana/wiring/inside';
import { callersBy, createListener, guardsBy, issuerOf } from '@amana/wiring/listeners';
import { openBase } from '@amana/wiring/open-base';
import { purposeOf, settings as settingsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { apiReferenceRoutes } from './api-reference.routes.ts';
import { caseApiRoutes } from './component.ts';
import { openApi } from './openapi.ts';

await runMain(async () => {
  const settings = readConfig(settingsOf.caseApi);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'case-api' });
  const keyring = openFileKeyring(settings.AMANA_DATA, { kekFile: settings.AMANA_KEK_FILE, log: output });
  const stores = { ...(await openLogAndRows(settings, output)), keyring };
  const base = await openBase({ purpose: purposeOf(settings), stores, output, makesLog: true });
  const inside = withCommands(withKeys(base), { caseloadLimit: settings.AMANA_CASELOAD_LIMIT });

  const logWatch = createLogWatch(inside);
  const metrics = createMetrics();
  gaugeLog(metrics, stores.events);
  gaugeMissingKeys(metrics, () => logWatch.missing());
  const api = {
    ...inside,
    guards: guardsBy(issuerOf(settings), { settings, output }),
    findReferral: (id: string) => findReferral(id, inside),
    about: () => ({ purpose: inside.log.purpose, era: inside.log.era }),
  };
  const http = createListener(
    { settings, output, metrics, checks: [clockCheck(inside.clock), ...logWatchChecks(logWatch)] },
    {
      ...callersBy(settings),
      routes: (express) => {
        apiReferenceRoutes(express, openApi(queryPaths));
        caseApiRoutes(express, api);
      },
    },
  );
  const components = [
    storesComponent(stores, keyring),
    loopComponent('log-watch', { start: () => logWatch.run(), stop: () => logWatch.stop() }),
    http,
  ];
  return runUntilSignal(components, stopTimes.deadlineMs, output);
});
