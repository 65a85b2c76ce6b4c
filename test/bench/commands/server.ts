// The product's own way from HTTP to the log, in a process of its own: listener, guards, handler, keys; no worker beside it.
//   server.ts <folder> <product|one-by-one|at-once>
// Prints one line of JSON with `url` and `issuer` when it listens, and ends on SIGTERM.
import { caseApiRoutes } from '@amana/case-api/component';
import { createDevIssuer } from '@amana/dev-issuer/component';
import { queryApiRoutes } from '@amana/query-api/component';
import { readConfig } from '@amana/platform/config';
import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { withCommands, withKeys } from '@amana/wiring/inside';
import { callersBy, createListener, guardsBy } from '@amana/wiring/listeners';
import { madeAtStart } from '@amana/wiring/made-at-start';
import { openBase } from '@amana/wiring/open-base';
import { openStores } from '@amana/wiring/open-stores';
import { settings as settingsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { findReferral } from '@amana/app/find-referral';
import { behind, eventsBehind, type Behind } from './stores.ts';

const MANY = 100_000_000; // one address and one user send everything

await runMain(async () => {
  const [folder = '', store = ''] = process.argv.slice(2);
  if (!behind.includes(store as Behind)) throw new Error(`a store of ${behind.join(', ')}`);
  const settings = { ...readConfig(settingsOf.standalone), AMANA_DATA: folder, AMANA_PORT: 0, AMANA_REQUESTS_PER_MINUTE: MANY };
  const output = createLogger({ level: 'warn', name: 'bench' });
  const opened = await openStores(settings, output);
  const stores = { ...opened, events: eventsBehind[store as Behind](opened.events) };
  const base = await openBase({ purpose: 'training', stores, output, makesLog: true });
  const inside = withCommands(withKeys(base), { caseloadLimit: MANY });
  const devIssuer = createDevIssuer({ host: '127.0.0.1', port: 0, audience: settings.AMANA_TOKEN_AUDIENCE, nodeEnv: undefined });

  const listener = () => {
    const guards = guardsBy({ name: devIssuer.issuer(), keys: devIssuer.jwksUrl() }, { settings, output });
    const api = { ...inside, guards, findReferral: (id: string) => findReferral(id, inside), about: () => ({ purpose: inside.log.purpose, era: inside.log.era }) };
    const routes = (express: Parameters<typeof caseApiRoutes>[0]) => {
      caseApiRoutes(express, api);
      queryApiRoutes(express, api);
    };
    return createListener({ settings, output, metrics: createMetrics(), checks: [] }, { ...callersBy(settings), routes });
  };
  const http = madeAtStart('http', listener, (started) => console.log(JSON.stringify({ url: started.url(), issuer: devIssuer.issuer() })));
  return runUntilSignal([storesComponent(opened), devIssuer, http], 5_000, output);
});
