import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { jsonEvent } from '@eventstore/db-client';
import { nodeClients } from './node-client.ts';
import { parseEventStoreUrl } from './parse-event-store-url.ts';
import { until, useNodes } from './testing/use-node.ts';

const nodes = useNodes();

// Red without: the catch of `handleError` (an unhandled rejection, which ends a process).
test('a call of the old channel that fails while the next channel is looked for in vain is rejected once, and nothing else is', async () => {
  const server = await nodes.start();
  const client = nodeClients(parseEventStoreUrl(server.url.replace('esdb:', 'esdb+discover:')))();
  const append = () =>
    client.appendToStream('case-1', jsonEvent({ type: 't', data: {} }), { credentials: client.appendCredentials, deadline: 5_000 });
  await append();
  server.faults.loseAnswers();
  const unmute = server.faults.muteReads();
  const first = append();
  const reading = (async () => {
    for await (const _ of client.readAll()) expect(_).toBeDefined();
  })();
  await until(() => server.openCalls('Append') === 1 && server.openCalls('Read') === 1);
  server.faults.refuse({ code: 14, details: 'no' }, 'Gossip');
  const outcomes = Promise.allSettled([first, reading]);
  server.faults.endCalls({ method: 'Append', status: { code: 14, details: 'no' } });
  await first.catch(() => undefined);
  const inVain = append(); // looks for a node, for some 300 ms
  server.faults.endCalls({ method: 'Read', status: { code: 14, details: 'no' } });
  expect(await outcomes).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  await expect(inVain).rejects.toThrow('Failed to discover after 3 attempts.');
  await sleep(10); // for the rejection that nobody holds
  unmute();
  client.end();
});
