import { expect, test } from '@jest/globals';
import type { HealthCheck } from './health.ts';
import { serveRoutes } from './testing/serve-routes.ts';

const serve = (...checks: HealthCheck[]) => serveRoutes(() => undefined, { checks });
const good: HealthCheck = { name: 'event-store', run: async () => ({ ok: true, detail: { head: 12 } }) };

async function readyz(app: Awaited<ReturnType<typeof serve>>) {
  const response = await app.send('/readyz');
  return { status: response.status, body: await response.json() };
}

test('with every check ok the process is ready, and each check is listed with its detail', async () => {
  await using app = await serve(good, { name: 'keyring', run: async () => ({ ok: true }) });
  expect(await readyz(app)).toEqual({
    status: 200,
    body: {
      ok: true,
      phase: 'open',
      checks: [
        { name: 'event-store', ok: true, detail: { head: 12 } },
        { name: 'keyring', ok: true, detail: {} },
      ],
    },
  });
});

test.each<[string, HealthCheck['run'], object]>([
  ['says no', async () => ({ ok: false, detail: { parked: 2, projection: 'case-list' } }), { parked: 2, projection: 'case-list' }],
  ['says more than codes', async () => ({ ok: false, detail: { text: 'Fatima is parked' } }), { text: '?' }],
  [
    'fails in a known way',
    async () => Promise.reject(Object.assign(new Error('x'), { code: 'STORE_UNAVAILABLE', retryable: true })),
    { code: 'STORE_UNAVAILABLE' },
  ],
  ['fails in an unknown way', async () => Promise.reject(new Error('Fatima')), { code: 'CHECK_FAILED' }],
  [
    'throws at once',
    () => {
      throw new Error('Fatima');
    },
    { code: 'CHECK_FAILED' },
  ],
  ['hangs', () => new Promise(() => undefined), { code: 'TIMEOUT' }],
])('a check that %s makes the process unready, and the others are still told', async (_what, run, detail) => {
  await using app = await serve(good, { name: 'worker', run });
  expect(await readyz(app)).toEqual({
    status: 503,
    body: {
      ok: false,
      phase: 'open',
      checks: [
        { name: 'event-store', ok: true, detail: { head: 12 } },
        { name: 'worker', ok: false, detail },
      ],
    },
  });
});

test('a check that hangs is not started again before it has ended', async () => {
  let runs = 0;
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  await using app = await serve({
    name: 'worker',
    run: async () => {
      runs++;
      await gate;
      return { ok: true };
    },
  });
  await Promise.all([readyz(app), readyz(app)]);
  expect((await readyz(app)).status).toBe(503);
  expect(runs).toBe(1);
  open();
  expect((await readyz(app)).status).toBe(200);
  expect((await readyz(app)).status).toBe(200);
  expect(runs).toBeGreaterThan(1);
});

test('as soon as the process is going down it is not ready, without asking anything', async () => {
  await using app = await serve(good);
  app.serving.phase = 'draining';
  expect(await readyz(app)).toEqual({ status: 503, body: { ok: false, phase: 'draining', checks: [] } });
});

test('livez looks at nothing: an outage elsewhere must not restart this process', async () => {
  await using app = await serve({ name: 'worker', run: async () => ({ ok: false }) });
  const response = await app.send('/livez');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ok: true });
});
