import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import type { Express } from 'express';
import { limitRequests } from './limit-requests.ts';
import { requestIdsOf } from './request-ids.ts';
import { serveRoutes, type ServeOptions } from './testing/serve-routes.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function routes(app: Express): void {
  app.get('/v1/cases/:id', (_req, res) => void res.json(requestIdsOf(res)));
  app.get('/v1/limited', limitRequests({ perMinute: 2, keyOf: (req) => req.get('X-Subject') }), (_req, res) => void res.json({}));
  app.post('/v1/cases/:id/note', (req, res) => void res.status(201).json(req.body));
}

const serve = (options?: ServeOptions) => serveRoutes(routes, options);

test('a request gets a UUIDv7 as its id, in the header and for the handler; no correlation id is made up', async () => {
  await using app = await serve();
  const response = await app.send('/v1/cases/1');
  const requestId = response.headers.get('X-Request-Id');
  expect(requestId).toMatch(UUID_V7);
  expect(await response.json()).toEqual({ requestId });
});

test.each(['4bf92f3577b34da6a3ce929d0e0e4736', '018F0000-0000-7000-8000-000000000001'])('a proper X-Request-Id is kept: %s', async (id) => {
  await using app = await serve();
  const response = await app.send('/v1/cases/1', { headers: { 'X-Request-Id': id } });
  expect(response.headers.get('X-Request-Id')).toBe(id);
});

test.each(['Fatima-Issoufou-of-Zinder', '0123456789abcde', 'a'.repeat(65), '0123456789abcdef 0'])(
  'another X-Request-Id is replaced: %s',
  async (id) => {
    await using app = await serve();
    const response = await app.send('/v1/cases/1', { headers: { 'X-Request-Id': id } });
    expect(response.headers.get('X-Request-Id')).toMatch(UUID_V7);
    expect(app.text()).not.toContain(id);
  },
);

test.each([
  ['018F0000-0000-7000-8000-00000000000A', '018f0000-0000-7000-8000-00000000000a'],
  ['Fatima', undefined],
  ['', undefined],
])('X-Correlation-Id is taken only where it is a UUID: %s', async (sent, taken) => {
  await using app = await serve();
  const response = await app.send('/v1/cases/1', { headers: { 'X-Correlation-Id': sent } });
  expect(await response.json()).toEqual({ requestId: response.headers.get('X-Request-Id'), correlationId: taken });
});

test('the log has one line per request: method, pattern, status, duration, ids; no address, header or body', async () => {
  await using app = await serve({ level: 'debug' });
  const correlationId = '018f0000-0000-7000-8000-000000000001';
  const headers = { Authorization: 'Bearer SECRET', Cookie: 'SECRET', 'X-Correlation-Id': correlationId };
  const response = await app.post('/v1/cases/SECRET/note?name=SECRET', '{"name":"SECRET"}', headers);
  await response.text();
  expect(app.logged()).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      service: 'test',
      msg: 'request',
      requestId: response.headers.get('X-Request-Id'),
      method: 'POST',
      route: '/v1/cases/:id/note',
      status: 201,
      ms: expect.any(Number),
      correlationId,
    },
  ]);
  expect(app.text()).not.toContain('SECRET');
});

test('the line of a refused request names the problem; probes are quiet', async () => {
  await using app = await serve();
  await Promise.all([app.send('/livez'), app.send('/readyz'), app.send('/metrics')].map(async (sent) => (await sent).text()));
  expect(app.logged()).toEqual([]);
  await (await app.send('/nowhere/SECRET')).text();
  expect(app.logged()).toEqual([expect.objectContaining({ level: 'info', route: 'unmatched', status: 404, problem: 'NOT_FOUND' })]);
});

test('an answer is given whole, though its revision is the one that the caller names: 304 would hide what else it tells', async () => {
  await using app = await serveRoutes((express) => void express.get('/v1/revised', (_req, res) => void res.set('ETag', '"7"').json({ told: true })));
  for (const name of ['"7"', 'W/"7"', '*']) {
    // Not by fetch: it asks for an answer without caches in such a case, and express heeds that.
    const sent = request(`${app.url}/v1/revised`, { headers: { 'If-None-Match': name } }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect([response.statusCode, await json(response), response.headers.etag]).toEqual([200, { told: true }, '"7"']);
  }
});

test('answers are not kept by anybody, say nothing of express, and carry no digest as ETag', async () => {
  await using app = await serve();
  const { headers } = await app.send('/v1/cases/1');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('X-Powered-By')).toBeNull();
  expect(headers.get('ETag')).toBeNull();
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Referrer-Policy')).toBe('no-referrer');
});

test('the content policy lets the API reference page run its own files and nothing else, also without TLS', async () => {
  await using app = await serve();
  const policy = (await app.send('/v1/cases/1')).headers.get('Content-Security-Policy')?.split(';');
  expect(policy).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('more requests from one address than allowed are 429 with Retry-After; probes are not counted', async () => {
  await using app = await serve({ limits: { bodyBytes: 1_000, requestsPerMinutePerAddress: 2 } });
  const statuses: number[] = [];
  for (const path of ['/livez', '/v1/cases/1', '/readyz', '/v1/cases/2', '/metrics']) statuses.push((await app.send(path)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  const refused = await app.send('/v1/cases/3', { headers: { 'Accept-Language': 'en' } });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(refused.headers.get('RateLimit')).toContain('r=0');
  expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', title: 'Too many requests' });
});

test('a header that claims another address does not buy more requests', async () => {
  await using app = await serve({ limits: { bodyBytes: 1_000, requestsPerMinutePerAddress: 1 } });
  await app.send('/v1/cases/1', { headers: { 'X-Forwarded-For': '10.1.1.1' } });
  expect((await app.send('/v1/cases/1', { headers: { 'X-Forwarded-For': '10.1.1.2' } })).status).toBe(429);
});

test('behind authentication the subjects are counted apart', async () => {
  await using app = await serve();
  const from = async (subject: string) => (await app.send('/v1/limited', { headers: { 'X-Subject': subject } })).status;
  expect([await from('a'), await from('a'), await from('a'), await from('b')]).toEqual([200, 200, 429, 200]);
});

test('metrics count requests by pattern, never by address, hold those of the process, and name no version', async () => {
  await using app = await serve();
  await (await app.send('/v1/cases/SECRET')).text();
  await (await app.send('/nowhere/SECRET')).text();
  const response = await app.send('/metrics');
  const text = await response.text();
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/);
  expect(text).toContain('amana_http_request_duration_seconds_count{method="GET",route="/v1/cases/:id",status="200"} 1');
  expect(text).toContain('amana_http_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1');
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toMatch(/\d+\.\d+\.\d+/);
  expect(text).not.toContain('SECRET');
});

test('a closed server refuses what still comes on an old connection; livez goes on, readyz says 503', async () => {
  await using app = await serve();
  app.serving.phase = 'closed';
  const refused = await app.send('/v1/cases/1', { headers: { 'Accept-Language': 'fr' } });
  expect(refused.status).toBe(503);
  expect(refused.headers.get('Retry-After')).toBe('2');
  expect(await refused.json()).toMatchObject({ code: 'SHUTTING_DOWN', title: 'Service en cours d’arrêt' });
  expect((await app.send('/livez')).status).toBe(200);
  expect((await app.send('/readyz')).status).toBe(503);
});

test.each(['GET', 'DELETE'])('%s with an empty body is what it is without one', async (method) => {
  await using app = await serve();
  const [{ statusCode }] = (await once(request(`${app.url}/v1/cases/1`, { method, headers: { 'Content-Length': '0' } }).end(), 'response')) as [IncomingMessage];
  expect(statusCode).toBe((await app.send('/v1/cases/1', { method })).status);
  expect(statusCode).not.toBe(415);
});
