import { afterEach, expect, test } from '@jest/globals';
import { newEvents } from '@amana/ports/contract/event-store-fixtures';
import { startFreezingProxy, type FreezingProxy } from './testing/freezing-proxy.ts';
import { until, useNodes } from './testing/use-node.ts';

const nodes = useNodes();
const far = 60_000;
let proxy: FreezingProxy | undefined;
afterEach(() => {
  proxy?.close();
  proxy = undefined;
});

async function startBehindProxy(options: { silenceMs?: number; lookMs?: number }) {
  const server = await nodes.start();
  const frozen = (proxy = await startFreezingProxy(server.port));
  const [reader, writer] = [nodes.connect(frozen.url, { readTimeoutMs: far, ...options }).events, nodes.connect(server.url).events];
  const { position } = await writer.append('case-1', 'no-stream', newEvents(1));
  await reader.head(); // the first connection is that of the calls, the second that of the subscription
  const waiting = reader.waitForMore(position, { timeoutMs: far });
  await until(() => server.openCalls('Read') === 1);
  return { server, frozen, reader, writer, position, waiting };
}

// Red without: `watch.saw` in `readLog`, or `round.abort()` (no third connection is made).
test('a subscription that has fallen silent is noticed by what the pages show, and another takes its place', async () => {
  const { frozen, reader, writer, position, waiting, server } = await startBehindProxy({ silenceMs: 100, lookMs: far });
  frozen.freeze(1);
  await writer.append('case-1', 0, newEvents(1));
  const page = await reader.readLog(position, { limit: 5 }); // as a worker does after each idle time
  expect(page).toMatchObject({ events: [{ revision: 1 }], atHead: true });
  await waiting; // the read has shown it
  const more = reader.waitForMore(page.next, { timeoutMs: far });
  await until(() => frozen.connections.length === 3 && server.openCalls('Read') === 1);
  await writer.append('case-1', 1, newEvents(1));
  expect(await more).toBeUndefined(); // by the new one
});

// Red without: `setInterval(lookAgain, lookMs)`.
test('who waits long looks by himself, though nobody reads', async () => {
  const { frozen, writer, waiting } = await startBehindProxy({ lookMs: 100 });
  frozen.freeze(1);
  await writer.append('case-1', 0, newEvents(1));
  expect(await waiting).toBeUndefined();
});

// Red without: `watch.saw` in `append`.
test('what this process appends itself wakes at once, whatever the subscription says', async () => {
  const { frozen, reader, waiting } = await startBehindProxy({});
  frozen.freeze(1);
  await reader.append('case-1', 0, newEvents(1));
  const before = performance.now();
  await waiting;
  expect(performance.now() - before).toBeLessThan(1_000);
});

// Red without: the timer of `followLog` (nobody listens for ever).
test('a subscription that is never confirmed is given up, and another takes its place', async () => {
  const server = await nodes.start();
  proxy = await startFreezingProxy(server.port);
  const { events } = nodes.connect(proxy.url, { readTimeoutMs: 300, lookMs: far });
  const { position } = await events.append('case-1', 'no-stream', newEvents(1));
  proxy.freeze(1);
  await events.waitForMore(position, { timeoutMs: far }); // ends with the first: the next read would tell what is wrong
  const waiting = events.waitForMore(position, { timeoutMs: far });
  const { connections } = proxy;
  await until(() => connections.length >= 3 && server.openCalls('Read') === 1);
  await nodes.connect(server.url).events.append('case-1', 0, newEvents(1));
  expect(await waiting).toBeUndefined();
});
