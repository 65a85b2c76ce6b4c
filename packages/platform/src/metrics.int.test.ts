import { expect, test } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createMetrics, type Metrics } from './metrics.ts';

/** Lines of ours on the page that is served. */
async function served(metrics: Metrics): Promise<{ status: number; lines: string[] }> {
  const server = express().get('/metrics', metrics.serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
    const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('amana_') && !line.startsWith('amana_http'));
    return { status: answer.status, lines };
  } finally {
    server.close();
  }
}

const wells = { name: 'amana_wells', help: 'Wells', label: 'well' };
const unread = (times: number) => `amana_metrics_unread_total{gauge="amana_wells"} ${times}`;

test('a gauge is asked anew for each page, and shows no value of before', async () => {
  const metrics = createMetrics();
  const found = [{ a: 1, b: 2 }, { b: 3 }];
  metrics.gauge(wells, async () => found.shift() ?? {});
  expect(await served(metrics)).toEqual({ status: 200, lines: [unread(0), 'amana_wells{well="a"} 1', 'amana_wells{well="b"} 2'] });
  expect(await served(metrics)).toEqual({ status: 200, lines: [unread(0), 'amana_wells{well="b"} 3'] });
  expect(await served(metrics)).toEqual({ status: 200, lines: [unread(0)] });
});

test.each<[string, () => Promise<Record<string, number>>]>([
  ['fails', () => Promise.reject(new Error('away'))],
  ['throws at once', () => { throw new Error('away'); }],
  ['hangs', () => new Promise(() => undefined)],
])('a gauge that %s takes no other figure with it, is left out, and is counted', async (_what, fail) => {
  const metrics = createMetrics({ readMs: 20 });
  const reads = [async () => ({ a: 1 }), fail];
  metrics.gauge(wells, () => (reads.shift() ?? fail)());
  metrics.gauge({ name: 'amana_trees', help: 'Trees', label: 'tree' }, async () => ({ baobab: 7 }));
  const others = ['amana_metrics_unread_total{gauge="amana_trees"} 0', 'amana_trees{tree="baobab"} 7'];
  expect((await served(metrics)).lines.toSorted()).toEqual([unread(0), 'amana_wells{well="a"} 1', ...others].toSorted());
  const { status, lines } = await served(metrics);
  expect({ status, lines: lines.filter((line) => !line.includes('unread')) }).toEqual({ status: 200, lines: ['amana_trees{tree="baobab"} 7'] });
  expect((await served(metrics)).lines.find((line) => line.includes('unread_total{gauge="amana_wells"}'))).toMatch(/ [12]$/); // this page's own failure may stand on the next
});

test('a gauge that hangs is not asked again before it has answered', async () => {
  const metrics = createMetrics({ readMs: 5 });
  const answered = Promise.withResolvers<Record<string, number>>();
  let asked = 0;
  metrics.gauge(wells, () => {
    asked += 1;
    return answered.promise;
  });
  await served(metrics);
  await served(metrics);
  expect(asked).toBe(1);
  answered.resolve({ a: 4 });
  await answered.promise;
  expect((await served(metrics)).lines).toContain('amana_wells{well="a"} 4');
});
