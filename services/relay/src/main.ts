import { readConfig } from '@amana/platform/config';
import { runMain, runUntilSignal } from '@amana/platform/lifecycle';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { stopTimes } from '@amana/platform/stop-times';
import { openLogAndRows, openTopic } from '@amana/wiring/engine-stores';
import { gaugeWorkers } from '@amana/wiring/gauges';
import { createListener } from '@amana/wiring/listeners';
import { openBase } from '@amana/wiring/open-base';
import { purposeOf, settings as settingsOf } from '@amana/wiring/settings';
import { storesComponent } from '@amana/wiring/stores-component';
import { createRelayComponent } from './component.ts';

await runMain(async () => {
  const settings = readConfig(settingsOf.relay);
  const output = createLogger({ level: settings.AMANA_LOG_LEVEL, name: 'relay' });
  const stores = await openLogAndRows(settings, output);
  const kafka = openTopic(settings, output);
  const inside = await openBase({ purpose: purposeOf(settings), stores: { ...stores, topic: kafka.topic }, output, makesLog: false });

  const relay = createRelayComponent(inside);
  const metrics = createMetrics();
  gaugeWorkers(metrics, [relay], inside);
  const http = createListener({ settings, output, metrics, checks: [relay.check] });
  return runUntilSignal([storesComponent(kafka, stores), relay, http], stopTimes.deadlineMs, output);
});
