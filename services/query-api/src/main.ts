import { findReferral } from '@amana/app/find-referral';
import { readConfig } from '@amana/platform/config';
import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { stopTimes } from '@amana/platform/stop-times';
import { clockCheck, projectionChecks } from '@amana/wiring/checks';
import { openLogAndRows } from '@amana/wiring/engine-stores';
import { openFileKeyring } from '@amana/wiring/file-keyring';
import { withKeys } from '@amana/wiring/inside';
import { callersBy, createListener, guardsBy, issuerOf } from '@amana/wiring/listeners';
import { openBase } from '@amana/wiring/open-base';
import { purposeOf, settings as settingsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { queryApiRoutes } from './component.ts';

await runMain(async () => {
  const settings = readConfig(settingsOf.queryApi);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'query-api' });
  const keyring = openFileKeyring(settings.AMANA_DATA, { kekFile: settings.AMANA_KEK_FILE, log: output });
  const stores = { ...(await openLogAndRows(settings, output)), keyring };
  const inside = withKeys(await openBase({ purpose: purposeOf(settings), stores, output, makesLog: false }));

  const api = { ...inside, guards: guardsBy(issuerOf(settings), { settings, output }), findReferral: (id: string) => findReferral(id, inside) };
  const http = createListener(
    { settings, output, metrics: createMetrics(), checks: [clockCheck(inside.clock), ...projectionChecks(inside)] },
    { ...callersBy(settings), routes: (express) => queryApiRoutes(express, api) },
  );
  return runUntilSignal([storesComponent(stores, keyring), http], stopTimes.deadlineMs, output);
});
