import { allProjections } from '@amana/app/all-projections';
import { createLogWatch } from '@amana/app/watch-log';
import { createDevIssuer } from '@amana/dev-issuer/component';
import { createNotifierComponent } from '@amana/notifier/component';
import { parseAllowedHosts } from '@amana/notifier/webhook-address';
import { readConfig } from '@amana/platform/config';
import { loopComponent, runMain, runUntilSignal, type Component } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { createProjectorComponent } from '@amana/projector/component';
import { createRelayComponent } from '@amana/relay/component';
import { openEmbeddedStores } from './embedded-stores.ts';
import { addGauges } from './gauges.ts';
import { greeting } from './greeting.ts';
import { openInside } from './inside.ts';
import { createListener } from './listener.ts';
import { Settings } from './settings.ts';
import { startedLast } from './started-last.ts';
import { tools } from './tools.ts';

const STOP_DEADLINE_MS = 10_000;

await runMain(async () => {
  const settings = readConfig(Settings);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'standalone' });
  const stores = openEmbeddedStores(settings.AMANA_DATA, { kekFile: settings.AMANA_KEK_FILE, log: output, tools });
  const inside = await openInside({ settings, stores, output });

  const own = { host: '127.0.0.1', port: settings.AMANA_DEV_ISSUER_PORT, audience: settings.AMANA_TOKEN_AUDIENCE, nodeEnv: settings.NODE_ENV };
  const devIssuer = settings.AMANA_ISSUER === undefined ? createDevIssuer(own) : undefined;
  const projectors = allProjections.map((projection) => createProjectorComponent(projection, inside));
  const logWatch = createLogWatch(inside);
  const relay = createRelayComponent(inside);
  const notifier = createNotifierComponent({
    ...inside,
    handleCommand: inside.handle,
    publicUrl: settings.AMANA_PUBLIC_URL ?? `http://${settings.AMANA_HOST}:${settings.AMANA_PORT}`,
    allowedHosts: parseAllowedHosts(settings.AMANA_WEBHOOK_ALLOW_HOSTS),
  });
  const metrics = createMetrics();
  addGauges(metrics, { rows: stores.rows, notifier, missingKeys: () => logWatch.missing() });
  const checks = [
    { name: 'clock', run: async () => ({ ok: inside.clock.now().clock === 'ok' }) },
    { name: 'keys', run: async () => ({ ok: logWatch.missing() === 0, detail: { missing: logWatch.missing() } }) },
    { name: 'log-watch', run: async () => ({ ok: logWatch.status().failures === 0, detail: { failures: logWatch.status().failures } }) },
    ...projectors.map((projector) => projector.check),
    relay.check,
    notifier.check,
  ];
  const issuer = () => ({ name: settings.AMANA_ISSUER ?? devIssuer?.issuer() ?? '', keys: new URL(settings.AMANA_JWKS_URL ?? devIssuer?.jwksUrl() ?? '') });
  const welcome = (url: string) => process.stdout.write(greeting({ url, devIssuer: devIssuer?.issuer(), purpose: inside.log.purpose, folder: settings.AMANA_DATA }));

  const components: Component[] = [
    { name: 'stores', start: async () => undefined, stop: async () => stores.close() },
    ...(devIssuer ? [devIssuer] : []),
    ...projectors,
    loopComponent('log-watch', { start: () => logWatch.run(), stop: () => logWatch.stop() }),
    relay,
    notifier,
    startedLast('http', () => createListener({ settings, inside, output, metrics, checks, issuer: issuer() }), (listener) => welcome(listener.url())),
  ];
  return runUntilSignal(components, STOP_DEADLINE_MS, output);
});
