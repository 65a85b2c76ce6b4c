import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { httpServerComponent } from './http-server.ts';
import { createServingState } from './serving-state.ts';
import { serveRoutes } from './testing/serve-routes.ts';

const LONG_MS = 60_000;
const component = (port: number, host = '127.0.0.1') =>
  httpServerComponent({ app: (_req, res) => void res.end(), host, port, serving: createServingState() });

async function get(url: string, agent: Agent): Promise<IncomingMessage> {
  const [response] = (await once(request(url, { agent }).end(), 'response')) as [IncomingMessage];
  return response;
}

/** A route that waits in its handler until it is let go. */
async function serveGate(graceMs: number) {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const app = await serveRoutes(
    (routes) =>
      routes.get('/slow', async (_req, res) => {
        enter();
        await gate;
        res.json({ done: true });
      }),
    { graceMs },
  );
  return { app, open, entered };
}

test('a port that is taken makes the start fail with words for the operator', async () => {
  const first = component(0);
  await first.start();
  const port = Number(new URL(first.url()).port);
  const second = component(port);
  await expect(second.start()).rejects.toMatchObject({
    name: 'SetupFailure',
    code: 'LISTEN_FAILED',
    retryable: false,
    message: `cannot listen on 127.0.0.1, port ${String(port)}: something else listens there: stop it, or choose another port`,
  });
  await second.stop();
  await first.stop();
  const third = component(port);
  await third.start();
  await third.stop();
});

test('an address that is not this machine’s is told as such', async () => {
  await expect(component(0, '192.0.2.1').start()).rejects.toMatchObject({
    message: 'cannot listen on 192.0.2.1, port 0: this machine has no such address: choose another host',
  });
});

test('the address is known from the start on, not before', async () => {
  const server = component(0);
  expect(() => server.url()).toThrow(expect.objectContaining({ code: 'NOT_LISTENING' }));
  await server.start();
  expect(server.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await server.stop();
});

test('stop is safe before a start, and twice', async () => {
  const server = component(0);
  await server.stop();
  await server.stop();
  const started = component(0);
  await started.start();
  await Promise.all([started.stop(), started.stop()]);
  await started.stop();
});

test('a start after a stop serves, and can be stopped', async () => {
  const serving = createServingState();
  const server = httpServerComponent({ app: (_req, res) => void res.end(serving.phase), host: '127.0.0.1', port: 0, serving });
  await server.stop();
  await server.start();
  expect(await (await fetch(server.url())).text()).toBe('open');
  await server.stop();
  expect(() => server.url()).toThrow(expect.objectContaining({ code: 'NOT_LISTENING' }));
});

test('a request in hand is finished, its connection is not kept, and the stop then ends at once', async () => {
  const { app, open, entered } = await serveGate(LONG_MS);
  const agent = new Agent({ keepAlive: true });
  const answered = get(`${app.url}/slow`, agent);
  await entered;
  const stopped = app.server.stop();
  await expect(fetch(`${app.url}/livez`)).rejects.toThrow();
  open();
  const response = await answered;
  expect(response.statusCode).toBe(200);
  response.resume();
  await stopped;
  agent.destroy();
});

test('idle connections do not hold up the stop', async () => {
  const app = await serveRoutes(() => undefined, { graceMs: LONG_MS });
  const agent = new Agent({ keepAlive: true });
  (await get(`${app.url}/livez`, agent)).resume();
  await app.server.stop();
  agent.destroy();
});

test('a request that does not end is cut off after the grace time', async () => {
  const { app, open, entered } = await serveGate(30);
  const outcome = fetch(`${app.url}/slow`).then(
    () => 'answered',
    () => 'cut off',
  );
  await entered;
  await app.server.stop();
  expect(await outcome).toBe('cut off');
  open();
});

test('a connection on which nothing was ever sent is cut off too', async () => {
  const app = await serveRoutes(() => undefined, { graceMs: 30 });
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  await app.server.stop();
  await closed;
});

test('while draining it still serves and tells callers not to come back on this connection', async () => {
  await using app = await serveRoutes((routes) => routes.get('/here', (_req, res) => void res.json({})));
  app.serving.phase = 'draining';
  const response = await app.send('/here');
  expect(response.status).toBe(200);
  expect(response.headers.get('Connection')).toBe('close');
});

test('a stop drains first and closes then', async () => {
  const app = await serveRoutes(() => undefined, { drainMs: 30 });
  const began = performance.now();
  const stopped = app.server.stop();
  expect(app.serving.phase).toBe('draining');
  await stopped;
  expect(app.serving.phase).toBe('closed');
  expect(performance.now() - began).toBeGreaterThan(25);
});
