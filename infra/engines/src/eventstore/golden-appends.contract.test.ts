import { expect, test } from '@jest/globals';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { EventLog } from './log/event-log.ts';
import { type GoldenRow, goldenRows } from './testing/golden.ts';
import { bringInto, type ClientError, contentsOf, createAlphabet, expectedRevisionOf, letteredEvents, placeAt, written } from './testing/lettered-events.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
type Asked = { client: EventStoreDBClient; log: EventLog; stream: string };

const never = 'PENDING';
const patienceMs = 300; // for those alone of which a node says that they are never answered

async function append(row: GoldenRow, { client, log, stream }: Asked, options: object): Promise<GoldenRow> {
  const alphabet = createAlphabet();
  await bringInto(String(row.state), { log, stream, alphabet });
  const before = contentsOf(log, stream);
  const nothing = { next: null, positionOf: null, errExpected: null, errActual: null };
  const expectedRevision = expectedRevisionOf(String(row.expected));
  const appended = client.appendToStream(stream, letteredEvents(String(row.events), alphabet), { expectedRevision, ...options }).then(
    ({ nextExpectedRevision, position }) => ({
      ...nothing,
      result: 'ok',
      next: written(nextExpectedRevision),
      positionOf: placeAt(log, position?.commit),
    }),
    ({ type, expectedVersion, actualVersion }: ClientError) => ({
      ...nothing,
      result: type ?? '',
      errExpected: written(expectedVersion),
      errActual: written(actualVersion),
    }),
  );
  const silence = new Promise<GoldenRow>((resolve) => row.result === never && setTimeout(resolve, patienceMs, { ...nothing, result: never }));
  const answer = await Promise.race([appended, silence]);
  const after = contentsOf(log, stream);
  return { ...row, ...answer, stored: before !== after, after };
}

test.each([
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'any', password: 'any' } }],
] as const)('%s gives 1,008 appends the answers of a real node', async (path, options) => {
  const server = await servers.start();
  const client = servers.connect(server);
  const rows = goldenRows('append').sort((a, b) => Number(a.result === never) - Number(b.result === never)); // so that all silences pass at once
  expect(rows).toHaveLength(1_008);

  const answers: GoldenRow[] = [];
  for (let first = 0; first < rows.length; first += 50) { // the client allows 100 calls at once
    const some = rows.slice(first, first + 50);
    answers.push(...(await Promise.all(some.map((row, index) => append(row, { client, log: server.log, stream: `s-${first + index}` }, options)))));
  }
  expect(answers).toEqual(rows);
  expect(new Set(server.requests.map(({ method }) => method).filter((method) => method.includes('Append')))).toEqual(new Set([path]));
});

async function remove(row: GoldenRow, { client, log, stream }: Asked): Promise<GoldenRow> {
  await bringInto(String(row.state), { log, stream, alphabet: createAlphabet() });
  // The option types leave one value out that the client sends all the same.
  const options: object = row.expected === 'default' ? {} : { expectedRevision: expectedRevisionOf(String(row.expected)) };
  const removed = row.op === 'deleteStream' ? client.deleteStream(stream, options) : client.tombstoneStream(stream, options);
  const answer = await removed.then(
    () => ({ result: 'ok', errExpected: null, errActual: null, code: null }),
    ({ type, code, expectedVersion, actualVersion }: ClientError) => ({
      result: type ?? '',
      errExpected: written(expectedVersion),
      errActual: written(actualVersion),
      code: code ?? null,
    }),
  );
  return { ...row, ...answer, after: await revisionsOf(client, stream), metadata: await metadataOf(client, stream) };
}

const nameOf = (error: Error): string => error.constructor.name;

async function revisionsOf(client: EventStoreDBClient, stream: string): Promise<string> {
  const revisions: string[] = [];
  try {
    for await (const { event } of client.readStream(stream)) revisions.push(String(event?.revision));
  } catch (error) {
    return nameOf(error as Error);
  }
  return revisions.join(' ');
}

const metadataOf = (client: EventStoreDBClient, stream: string): Promise<string> =>
  client.getStreamMetadata(stream).then(({ metadata }) => JSON.stringify(metadata ?? null), nameOf);

test('96 deletes and tombstones get the answers of a real node', async () => {
  const server = await servers.start();
  const client = servers.connect(server);
  const rows = goldenRows('remove');
  expect(rows).toHaveLength(96);
  const answers = await Promise.all(rows.map((row, index) => remove(row, { client, log: server.log, stream: `s-${index}` })));
  expect(answers).toEqual(rows);
});
