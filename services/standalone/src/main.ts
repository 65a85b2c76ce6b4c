import { createAuthenticate } from '@amana/access/authenticate';
import { createTokenVerifier } from '@amana/access/token';
import { allProjections } from '@amana/app/all-projections';
import { findReferral } from '@amana/app/find-referral';
import { createCommandHandler } from '@amana/app/handle-command';
import { noticeRestore } from '@amana/app/notice-restore';
import { showNewestTime } from '@amana/app/show-newest-time';
import { openLog } from '@amana/app/open-log';
import { contextQueries } from '@amana/app/reading/context-queries';
import { apiReferenceRoutes } from '@amana/case-api/api-reference.routes';
import { caseApiRoutes } from '@amana/case-api/component';
import { openApi } from '@amana/case-api/openapi';
import { aggregates } from '@amana/domain/catalogue';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { roles } from '@amana/domain/roles';
import { createDevIssuer } from '@amana/dev-issuer/component';
import { fieldTexts } from '@amana/http-api/field-texts';
import { problemTable } from '@amana/http-api/problem-table';
import { createNotifierComponent } from '@amana/notifier/component';
import { parseAllowedHosts } from '@amana/notifier/webhook-address';
import { createClock, systemClockSource } from '@amana/platform/clock';
import { readConfig } from '@amana/platform/config';
import { createHealth } from '@amana/platform/health';
import { createHttpApp, defaultHttpLimits } from '@amana/platform/http-app';
import { httpServerComponent } from '@amana/platform/http-server';
import { runMain, runUntilSignal, type Component } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { createProblemResponder } from '@amana/platform/problem-responder';
import { createServingState } from '@amana/platform/serving-state';
import { createKeys } from '@amana/privacy/subject-keys';
import { createProjectorComponent } from '@amana/projector/component';
import { queryApiRoutes } from '@amana/query-api/component';
import { queryPaths } from '@amana/query-api/openapi-paths';
import { createRelayComponent } from '@amana/relay/component';
import { openEmbeddedStores } from './embedded-stores.ts';
import { greeting } from './greeting.ts';
import { Settings } from './settings.ts';
import { tools } from './tools.ts';

const STOP_DEADLINE_MS = 10_000;

await runMain(async () => {
  const settings = readConfig(Settings);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'standalone' });
  const stores = openEmbeddedStores(settings.AMANA_DATA, { kekFile: settings.AMANA_KEK_FILE, log: output, tools });
  const { events, rows, keyring, topic, deliveries } = stores;
  const clock = createClock(systemClockSource);
  const logDeps = { events, rows, newId: tools.newId, clock };
  const log = await noticeRestore(await openLog(settings.AMANA_LOG_PURPOSE, logDeps), logDeps);
  await showNewestTime(events, clock);

  const keys = createKeys({ keyring, randomBytes: tools.randomBytes, now: tools.monotonic });
  const definitions = Object.assign({}, ...Object.values(aggregates).map((aggregate) => aggregate.events)) as EventDefinitions;
  const shared = { ...tools, events, access: stores.access, rows, keyring, keys, topic, deliveries, log, output, clock, definitions };
  const queries = contextQueries({ ...shared, caseloadLimit: settings.AMANA_CASELOAD_LIMIT });
  const handle = createCommandHandler({ ...shared, log: output, queries });

  const devIssuer =
    settings.AMANA_ISSUER === undefined
      ? createDevIssuer({ host: '127.0.0.1', port: settings.AMANA_DEV_ISSUER_PORT, audience: settings.AMANA_TOKEN_AUDIENCE, nodeEnv: settings.NODE_ENV })
      : undefined;
  const projectors = allProjections.map((projection) => createProjectorComponent(projection, shared));
  const relay = createRelayComponent(shared);
  const publicUrl = settings.AMANA_PUBLIC_URL ?? `http://${settings.AMANA_HOST}:${settings.AMANA_PORT}`;
  const notifier = createNotifierComponent({
    ...shared,
    handleCommand: handle,
    publicUrl,
    allowedHosts: parseAllowedHosts(settings.AMANA_WEBHOOK_ALLOW_HOSTS),
  });

  const serving = createServingState();
  const clockCheck = { name: 'clock', run: async () => ({ ok: clock.now().clock === 'ok' }) };
  const http = (): Component => {
    const keySource = new URL(settings.AMANA_JWKS_URL ?? devIssuer?.jwksUrl() ?? '');
    const issuer = settings.AMANA_ISSUER ?? devIssuer?.issuer() ?? '';
    const verify = createTokenVerifier({ issuer, audience: settings.AMANA_TOKEN_AUDIENCE, keys: keySource, roles: Object.keys(roles.codes) });
    const api = { ...shared, log: output, handle, authenticate: createAuthenticate(verify), findReferral: (id: string) => findReferral(id, shared), era: () => log.era, about: () => ({ purpose: log.purpose, era: log.era }), requestsPerMinutePerUser: Math.ceil(settings.AMANA_REQUESTS_PER_MINUTE / 10) };
    const app = createHttpApp({
      log: output,
      metrics: createMetrics(),
      health: createHealth({ checks: [clockCheck, ...projectors.map((projector) => projector.check), relay.check, notifier.check], serving }),
      serving,
      limits: { ...defaultHttpLimits, requestsPerMinutePerAddress: settings.AMANA_REQUESTS_PER_MINUTE },
      problems: createProblemResponder({ table: problemTable, fieldTexts, log: output }),
      routes: (express) => {
        apiReferenceRoutes(express, openApi(queryPaths));
        caseApiRoutes(express, api);
        queryApiRoutes(express, { ...api, log, output });
      },
    });
    return httpServerComponent({ name: 'http', app, host: settings.AMANA_HOST, port: settings.AMANA_PORT, serving });
  };

  const components: Component[] = [
    { name: 'stores', start: async () => undefined, stop: async () => stores.close() },
    ...(devIssuer ? [devIssuer] : []),
    ...projectors,
    relay,
    notifier,
    startedLast(http, (url) => process.stdout.write(greeting({ url, devIssuer: devIssuer?.issuer(), purpose: log.purpose, folder: settings.AMANA_DATA }))),
  ];
  return runUntilSignal(components, STOP_DEADLINE_MS, output);
});

/** The listener is made when all else is ready: only then is the issuer's address known. */
function startedLast(make: () => Component & { url?(): string }, onReady: (url: string) => void): Component {
  let made: ReturnType<typeof make> | undefined;
  return {
    name: 'http',
    get failed() {
      return made?.failed;
    },
    start: async () => {
      made = make();
      await made.start();
      onReady(made.url?.() ?? '');
    },
    stop: async () => made?.stop(),
  };
}
