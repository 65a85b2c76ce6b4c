import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedReading, type EmbeddedReading } from '@amana/app/testing/embedded-reading';
import { createMetrics, type Metrics } from '@amana/platform/metrics';
import { v7 } from 'uuid';
import { identificationFact } from '@amana/domain/case/identification/events';
import { gaugeChecks, gaugeDeliveries, gaugeLog, gaugeWorkers } from './gauges.ts';

type Read = Parameters<Metrics['gauge']>[1];

const found = { personId: '0193c5a0-0000-7000-8000-0000000be501', channel: 'BORDER_POST', place: { country: 'NER' }, wayOfArrival: 'BORDER_POST' } as const;

/** What is read for each gauge that `make` adds. */
async function figures(make: (metrics: Metrics) => void) {
  const gauges = new Map<string, Read>();
  make({ ...createMetrics(), gauge: ({ name, label }, read) => void gauges.set(`${name}{${label}}`, read) });
  return Object.fromEntries(await Promise.all(gauges.entries().map(async ([name, read]) => [name, await read()] as const)));
}

const counts = async () => ({ PENDING: 2, DELIVERED: 3, PARKED: 1, REPLACED: 0 });
const outcomes = async () => [
  { name: 'clock', ok: true, detail: {} },
  { name: 'keys', ok: false, detail: { missing: 2 } },
];

describe('what an operator watches', () => {
  let world: EmbeddedReading;
  beforeEach(async () => {
    world = await createEmbeddedReading();
  });
  afterEach(() => world.close());

  it('the lag of a worker is the age of what waits, is nobody’s who stands by, and is not said before it has begun', async () => {
    const { events } = world.deps;
    const first = await events.head();
    await world.tell(`case-${v7()}`, [identificationFact('PersonIdentified', { ...found, indicators: [] })], { recordedAt: '2022-06-15T10:00:00.000Z' });
    world.setNow('2022-06-15T10:01:05.000Z');
    const status = { atHead: true, failures: 0 };
    const loops = {
      'projector-behind': { ...status, position: first },
      'projector-at-head': { ...status, position: await events.head() },
      'projector-new': { ...status, position: undefined },
      relay: undefined,
    };
    const workers = [...Object.entries(loops).map(([name, loop]) => ({ name, loop: () => loop })), { name: 'notifier', leads: () => true }, { name: 'notifier-2', leads: () => false }];
    expect(await figures((metrics) => gaugeWorkers(metrics, workers, world.deps))).toEqual({
      'amana_worker_leads{worker}': { 'projector-behind': 1, 'projector-at-head': 1, 'projector-new': 1, relay: 0, notifier: 1, 'notifier-2': 0 },
      'amana_worker_lag_seconds{worker}': { 'projector-behind': 65, 'projector-at-head': 0 },
    });
  });

  it('the place of the newest event grows with the log', async () => {
    const head = () => figures((metrics) => gaugeLog(metrics, world.deps.events));
    const before = await head();
    expect(before).toEqual({ 'amana_log_head{log}': { events: Number(await world.deps.events.head()) } });
    await world.tell(`case-${v7()}`, [identificationFact('PersonIdentified', { ...found, indicators: [] })], { recordedAt: '2022-06-15T10:00:00.000Z' });
    expect(await head()).not.toEqual(before);
    expect(await figures((metrics) => gaugeLog(metrics, { head: async () => undefined }))).toEqual({ 'amana_log_head{log}': { events: 0 } });
  });

  it('alerts by state, and the age of the oldest that waits; 0 where none does', async () => {
    world.setNow('2022-06-15T10:10:00.000Z');
    const of = (oldest: string | undefined) => {
      const deliveries = { counts, oldestPending: async () => oldest } as Parameters<typeof gaugeDeliveries>[1]['deliveries'];
      return figures((metrics) => gaugeDeliveries(metrics, { deliveries, clock: world.deps.clock }));
    };
    expect(await of('2022-06-15T10:00:00.000Z')).toEqual({ 'amana_deliveries{state}': await counts(), 'amana_deliveries_oldest_seconds{state}': { PENDING: 600 } });
    expect(await of(undefined)).toMatchObject({ 'amana_deliveries_oldest_seconds{state}': { PENDING: 0 } });
    expect(await of('2022-06-15T10:10:01.000Z')).toMatchObject({ 'amana_deliveries_oldest_seconds{state}': { PENDING: 0 } }); // another process's clock
  });

  it('the checks of the readiness page, as numbers', async () => {
    expect(await figures((metrics) => gaugeChecks(metrics, { outcomes }))).toEqual({ 'amana_check_ok{check}': { clock: 1, keys: 0 } });
  });
});
