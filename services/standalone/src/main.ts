import { allProjections } from '@amana/app/all-projections';
import { findReferral } from '@amana/app/find-referral';
import { createLogWatch } from '@amana/app/watch-log';
import { apiReferenceRoutes } from '@amana/case-api/api-reference.routes';
import { caseApiRoutes } from '@amana/case-api/component';
import { openApi } from '@amana/case-api/openapi';
import { createDevIssuer } from '@amana/dev-issuer/component';
import { createNotifierComponent } from '@amana/notifier/component';
import { parseAllowedHosts } from '@amana/notifier/webhook-address';
import { readConfig } from '@amana/platform/config';
import { loopComponent, runMain, runUntilSignal, type Component } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { stopTimes } from '@amana/platform/stop-times';
import { createProjectorComponent } from '@amana/projector/component';
import { queryApiRoutes } from '@amana/query-api/component';
import { queryPaths } from '@amana/query-api/openapi-paths';
import { createRelayComponent } from '@amana/relay/component';
import { clockCheck, logWatchChecks } from '@amana/wiring/checks';
import { gaugeDeliveries, gaugeLog, gaugeMissingKeys, gaugeParked, gaugeWorkers } from '@amana/wiring/gauges';
import { withCommands, withKeys } from '@amana/wiring/inside';
import { callersBy, createListener, guardsBy } from '@amana/wiring/listeners';
import { madeAtStart } from '@amana/wiring/made-at-start';
import { openBase } from '@amana/wiring/open-base';
import { openStores } from '@amana/wiring/open-stores';
import { purposeOf, settings as settingsOf, webhookHostsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { greeting } from './greeting.ts';

await runMain(async () => {
  const settings = readConfig(settingsOf.standalone);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'standalone' });
  const stores = await openStores(settings, output);
  const base = await openBase({ purpose: purposeOf(settings), stores, output, makesLog: true });
  const inside = withCommands(withKeys(base), { caseloadLimit: settings.AMANA_CASELOAD_LIMIT });

  const own = { host: '127.0.0.1', port: settings.AMANA_DEV_ISSUER_PORT, audience: settings.AMANA_TOKEN_AUDIENCE, nodeEnv: settings.NODE_ENV };
  const devIssuer = settings.AMANA_ISSUER === undefined ? createDevIssuer(own) : undefined;
  const projectors = allProjections.map((projection) => createProjectorComponent(projection, inside));
  const logWatch = createLogWatch(inside);
  const relay = createRelayComponent(inside);
  let ownUrl = ''; // known when it listens: the system may choose the port
  const notifier = createNotifierComponent({
    ...inside,
    handleCommand: inside.handle,
    publicUrl: () => settings.AMANA_PUBLIC_URL ?? ownUrl,
    allowedHosts: parseAllowedHosts(webhookHostsOf(settings)),
  });
  const metrics = createMetrics();
  gaugeParked(metrics, stores.rows);
  gaugeDeliveries(metrics, inside);
  gaugeLog(metrics, stores.events);
  gaugeWorkers(metrics, [...projectors, relay, notifier], inside);
  gaugeMissingKeys(metrics, () => logWatch.missing());
  const checks = [clockCheck(inside.clock), ...logWatchChecks(logWatch), ...projectors.map((projector) => projector.check), relay.check, notifier.check];

  const listener = () => {
    const issuer = { name: settings.AMANA_ISSUER ?? devIssuer?.issuer() ?? '', keys: new URL(settings.AMANA_JWKS_URL ?? devIssuer?.jwksUrl() ?? '') };
    const api = {
      ...inside,
      guards: guardsBy(issuer, { settings, output }), // once: reads and writes of a user are counted together
      findReferral: (id: string) => findReferral(id, inside),
      about: () => ({ purpose: inside.log.purpose, era: inside.log.era }),
    };
    return createListener(
      { settings, output, metrics, checks },
      {
        ...callersBy(settings),
        routes: (express) => {
          apiReferenceRoutes(express, openApi(queryPaths));
          caseApiRoutes(express, api);
          queryApiRoutes(express, api);
        },
      },
    );
  };
  // On the error output: the other one is the log, JSON line by line, and whoever collects it would stumble.
  const welcome = (url: string) => {
    ownUrl = url;
    process.stderr.write(greeting({ url, devIssuer: devIssuer?.issuer(), purpose: inside.log.purpose, folder: settings.AMANA_DATA }));
  };

  const components: Component[] = [
    storesComponent(stores),
    ...(devIssuer ? [devIssuer] : []),
    ...projectors,
    loopComponent('log-watch', { start: () => logWatch.run(), stop: () => logWatch.stop() }),
    relay,
    madeAtStart('http', listener, (started) => welcome(started.url())),
    notifier, // its alerts say where this listens
  ];
  return runUntilSignal(components, stopTimes.deadlineMs, output);
});
