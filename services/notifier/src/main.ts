import { readConfig } from '@amana/platform/config';
import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { stopTimes } from '@amana/platform/stop-times';
import { openLogAndRows, openTopic } from '@amana/wiring/engine-stores';
import { openFileKeyring } from '@amana/wiring/file-keyring';
import { gaugeDeliveries, gaugeWorkers } from '@amana/wiring/gauges';
import { withCommands, withKeys } from '@amana/wiring/inside';
import { createListener } from '@amana/wiring/listeners';
import { openBase } from '@amana/wiring/open-base';
import { purposeOf, settings as settingsOf, webhookHostsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { createNotifierComponent } from './component.ts';
import { parseAllowedHosts } from './webhook-address.ts';

await runMain(async () => {
  const settings = readConfig(settingsOf.notifier);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'notifier' });
  const keyring = openFileKeyring(settings.AMANA_DATA, { kekFile: settings.AMANA_KEK_FILE, log: output });
  const kafka = openTopic(settings, output);
  const stores = { ...(await openLogAndRows(settings, output)), keyring, topic: kafka.topic };
  const base = await openBase({ purpose: purposeOf(settings), stores, output, makesLog: false });
  const inside = withCommands(withKeys(base), { caseloadLimit: Number.POSITIVE_INFINITY }); // its one command asks for no caseload

  const notifier = createNotifierComponent({
    ...inside,
    handleCommand: inside.handle,
    publicUrl: () => settings.AMANA_PUBLIC_URL ?? '',
    allowedHosts: parseAllowedHosts(webhookHostsOf(settings)),
  });
  const metrics = createMetrics();
  gaugeDeliveries(metrics, inside);
  gaugeWorkers(metrics, [notifier], inside);
  const http = createListener({ settings, output, metrics, checks: [notifier.check] });
  return runUntilSignal([storesComponent(kafka, stores, keyring), notifier, http], stopTimes.deadlineMs, output);
});
