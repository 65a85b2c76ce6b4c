import { expect, test } from '@jest/globals';
import { jsonEvent } from '@eventstore/db-client';
import { nodeClients, type NodeClient } from './node-client.ts';
import { parseEventStoreUrl } from './parse-event-store-url.ts';
import { until, useNodes } from './testing/use-node.ts';

const nodes = useNodes();
const append = (client: NodeClient) =>
  client.appendToStream('case-1', jsonEvent({ type: 't', data: {} }), { credentials: client.appendCredentials, deadline: 2_000 });

/** An append and a read that are under way. */
async function startCalls(url: string, server: Awaited<ReturnType<typeof nodes.start>>) {
  const client = nodeClients(parseEventStoreUrl(url))();
  await append(client);
  const offs = [server.faults.loseAnswers(), server.faults.muteReads()];
  const first = append(client);
  first.catch(() => undefined); // one of the tests never looks at it: its rejection would be one that nobody holds
  const reading = client.readAll();
  await until(() => server.openCalls('Append') === 1 && server.openCalls('Read') === 1);
  const goOn = (): void => {
    for (const off of offs) off();
  };
  return { client, first, reading, goOn };
}

// Red without: the `handleError` of ours (at 0 the append never settles and a rejection that nobody holds ends the process).
test.each([0, 1, 2, 3, 4, 5, 6])('an append that begins %i turns after another call’s connection has failed settles', async (turns) => {
  const server = await nodes.start();
  const { client, reading, goOn } = await startCalls(server.url, server);
  const second = new Promise<PromiseSettledResult<unknown>>((resolve) => {
    const begin = async (): Promise<void> => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const [outcome] = await Promise.allSettled([append(client)]);
      resolve(outcome);
    };
    reading.on('error', () => void begin());
  });
  server.faults.endCalls({ status: { code: 14, details: 'no' } });
  goOn();
  expect(['fulfilled', 'rejected']).toContain((await second).status);
  client.end();
});

// Red without: the `handleError` of ours (an unhandled rejection).
test('calls that fail one after the other while no node is found are rejected, and nothing else is', async () => {
  const server = await nodes.start();
  const { client, first, reading, goOn } = await startCalls(server.url.replace('esdb:', 'esdb+discover:'), server);
  const read = (async () => {
    for await (const resolved of reading) expect(resolved).toBeDefined();
  })();
  server.faults.refuse({ code: 14, details: 'no' }, 'Gossip');
  server.faults.endCalls({ method: 'Append', status: { code: 14, details: 'no' } });
  await expect(first).rejects.toMatchObject({ code: 14 });
  const next = append(client); // the client of the package would look for a node now
  server.faults.endCalls({ method: 'Read', status: { code: 14, details: 'no' } });
  await expect(read).rejects.toMatchObject({ code: 14 });
  goOn();
  await Promise.allSettled([next]);
  client.end();
});
