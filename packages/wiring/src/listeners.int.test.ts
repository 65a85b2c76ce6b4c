import { afterEach, describe, expect, it } from '@jest/globals';
import type { HttpAppOptions } from '@amana/platform/http-app';
import type { HttpServerComponent } from '@amana/platform/http-server';
import { createLogger } from '@amana/platform/logger';
import { createMetrics } from '@amana/platform/metrics';
import { callersBy, createListener } from './listeners.ts';

const output = createLogger({ level: 'silent', name: 'test' });

const routes: HttpAppOptions['routes'] = (express) => {
  express.get('/v1/here', (_req, res) => void res.json({}));
};

describe('a listener with callers', () => {
  let listener: HttpServerComponent | undefined;
  afterEach(async () => {
    await listener?.stop();
  });

  async function listen(AMANA_PROXIES: number) {
    const settings = { AMANA_HOST: '127.0.0.1', AMANA_PORT: 0, AMANA_REQUESTS_PER_MINUTE: 2, AMANA_PROXIES };
    const started = createListener({ settings, output, metrics: createMetrics(), checks: [] }, { ...callersBy(settings), routes });
    listener = started;
    await started.start();
    return async (forwardedFor: string): Promise<number> => (await fetch(`${started.url()}/v1/here`, { headers: { 'X-Forwarded-For': forwardedFor } })).status;
  }

  it('behind a proxy counts by the address that the proxy saw, and not by what a caller says of itself', async () => {
    const ask = await listen(1);
    expect([await ask('192.0.2.1'), await ask('198.51.100.9, 192.0.2.1'), await ask('198.51.100.10, 192.0.2.1')]).toEqual([200, 200, 429]);
    expect(await ask('192.0.2.2')).toBe(200);
  });

  it('without one believes no such header: all that comes from one address is counted together', async () => {
    const ask = await listen(0);
    expect([await ask('192.0.2.1'), await ask('192.0.2.2'), await ask('192.0.2.3')]).toEqual([200, 200, 429]);
  });
});
