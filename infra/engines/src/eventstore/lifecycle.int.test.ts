import { expect, test } from '@jest/globals';
import { jsonEvent } from '@eventstore/db-client';
import { described, named, readToEnd } from './testing/read-to-end.ts';
import { until } from './testing/until.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
const unary = { credentials: { username: 'any', password: 'any' } };
const event = () => jsonEvent({ type: 'T', data: {} });
const failureOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'no failure', described);
/** What a process that is gone gives every call (measured on a node): never CANCELLED, never a clean end. */
const cut = { message: expect.stringMatching(/^(14 UNAVAILABLE: .*(ECONNRESET|Connection dropped)|13 INTERNAL: Received RST_STREAM)/) };

test.each([
  ['BatchAppend', {}],
  ['Append', unary],
] as const)('kill: what is under way on %s fails as UNAVAILABLE, and the same log goes on at the same port', async (method, options) => {
  const server = await servers.start();
  const client = servers.connect(server);
  const { url } = server;
  const held = server.faults.holdAnswers();
  const append = event();
  const appended = failureOf(client.appendToStream('s', append, { expectedRevision: 'no_stream', ...options }));
  const subscribed = readToEnd(client.subscribeToStream('other'), named);
  await until(() => server.log.events.length === 2 && server.openCalls('Read') === 1);
  expect(server.openCalls(method)).toBe(1);

  server.kill();
  server.kill();
  expect(await appended).toMatchObject(cut);
  expect(await subscribed).toMatchObject(cut);
  await until(() => server.openCalls() === 0);
  held();
  await server.start();
  expect(server.url).toBe(url);
  const again = await client.appendToStream('s', append, { expectedRevision: 'no_stream', ...options });
  expect(again).toEqual({ success: true, nextExpectedRevision: 0n, position: { commit: 733n, prepare: 733n } });
  expect(server.log.events).toHaveLength(2);
});

test('while it is down, calls fail; a second start changes nothing', async () => {
  const server = await servers.start();
  server.kill();
  const client = servers.connect(server);
  expect(await failureOf(client.appendToStream('s', event(), unary))).toMatchObject({ code: 14 });
  await server.start();
  await server.start();
  await client.appendToStream('s', event(), unary);
  expect(server.log.events).toHaveLength(2);
});

test('a port that is taken is an error of the start', async () => {
  const { port } = await servers.start();
  await expect(servers.start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('stop: refuses at once, leaves subscriptions without a word, then cuts them', async () => {
  const server = await servers.start({ stopMs: 300 });
  const client = servers.connect(server);
  await client.appendToStream('s', event(), { expectedRevision: 'no_stream' });
  const heard: string[] = [];
  const subscription = client.subscribeToStream('s');
  const confirmed = new Promise((resolve) => subscription.once('caughtUp', resolve));
  const subscribed = readToEnd(subscription, (resolved) => heard.push(named(resolved)));
  await confirmed;

  const stopped = server.stop();
  expect(await failureOf(client.appendToStream('s', event()))).toEqual({
    class: 'UnknownError',
    type: 'unknown',
    message: 'Could not recognize Server Is Not Ready',
  });
  expect(await failureOf(client.appendToStream('s', event(), unary))).toMatchObject({ class: 'UnavailableError', message: '14 UNAVAILABLE: Server Is Not Ready' });
  expect(await failureOf(servers.connect(server).deleteStream('s'))).toMatchObject({ class: 'UnavailableError' });
  await server.log.append({ stream: 's', expected: 0n, events: [{ id: event().id, type: 'T', isJson: true, data: new Uint8Array(), metadata: new Uint8Array() }] });
  await stopped;
  expect(await subscribed).toMatchObject(cut);
  expect(heard).toEqual(['s/T@0']);
  await server.stop();
  await server.start();
  await client.appendToStream('s', event(), { expectedRevision: 1n, ...unary });
});

test('stop ends at once where nothing is open', async () => {
  const server = await servers.start({ stopMs: 60_000 });
  const client = servers.connect(server);
  await client.appendToStream('s', event(), unary);
  await server.stop();
  expect(server.log.events).toHaveLength(2);
});

test('one connection carries 100 calls: the next one waits, and another connection is not concerned', async () => {
  const server = await servers.start();
  const client = servers.connect(server);
  let confirmed = 0;
  const subscribe = () =>
    client
      .subscribeToStream('other')
      .on('confirmation', () => (confirmed += 1))
      .on('error', () => undefined);
  subscribe();
  await until(() => confirmed === 1); // from here on the client knows the limit
  for (let n = 0; n < 100; n++) subscribe();
  await until(() => confirmed === 100);
  await servers.connect(server).appendToStream('s', event());
  expect([confirmed, server.openCalls('Read')]).toEqual([100, 100]);
});

test('the client finds its server by gossip, and the next one when that is gone', async () => {
  const first = await servers.start();
  const second = await servers.start({ log: first.log });
  const members = () => [first, second].map(({ port }, index) => ({ host: '127.0.0.1', port, isLeader: index === 1, isAlive: true }));
  const seed = await servers.start({ members });
  const client = servers.connect({ url: `esdb+discover://127.0.0.1:${seed.port}?tls=false` });
  await client.appendToStream('s', event(), unary);
  expect(second.requests.map(({ method }) => method)).toEqual(['Append']);
});
