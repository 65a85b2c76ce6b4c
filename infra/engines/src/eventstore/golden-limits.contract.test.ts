import { describe, expect, test } from '@jest/globals';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { goldenFact } from './testing/golden.ts';
import { described, named, readToEnd } from './testing/read-to-end.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
const connect = async (): Promise<EventStoreDBClient> => servers.connect(await servers.start());

const emptyObject = '{"p":""}';
const ofBytes = (bytes: number, type = 't') => jsonEvent({ type, data: { p: 'x'.repeat(bytes - emptyObject.length) } });
const small = (changes: { id?: string; type?: string } = {}) => jsonEvent({ type: 't', data: { n: 1 }, ...changes });

describe.each([
  ['batch', {}],
  ['unary', { credentials: { username: 'any', password: 'any' } }],
])('limits of the %s path', (path, options) => {
  /** The answer in the form of the golden ones; the words of a refusal are those of the library under a node and stay out. */
  const ask = (client: EventStoreDBClient, stream: string, events: Parameters<EventStoreDBClient['appendToStream']>[1]) =>
    client.appendToStream(stream, events, options).then(({ nextExpectedRevision }) => ({ ok: `${nextExpectedRevision}n` }), described);
  const real = (fact: string) => goldenFact('limits', `${path}: ${fact}`);

  test('1 MiB of data in one append, not counting metadata and types', async () => {
    const client = await connect();
    const largest = real('largest data of one event, type t') as number;
    expect(await ask(client, 'a', ofBytes(largest))).toEqual({ ok: '0n' });
    expect(await ask(client, 'b', ofBytes(largest, 'a type of more than ten characters'))).toEqual({ ok: '0n' });
    const { class: name, type } = real('1 MiB + 100') as { class: string; type: string };
    expect(await ask(client, 'c', ofBytes(largest + 1))).toMatchObject({ class: name, type });
    const each = real('largest data per event in an array of 10') as number;
    expect(await ask(client, 'd', Array.from({ length: 10 }, () => ofBytes(each)))).toEqual({ ok: '9n' });
    expect(await ask(client, 'e', Array.from({ length: 10 }, () => ofBytes(each + 1)))).toMatchObject({ class: name, type });
    const withMetadata = jsonEvent({ type: 't', data: { n: 1 }, metadata: { p: 'x'.repeat(real('largest metadata with 1 byte data') as number) } });
    expect(await ask(client, 'f', withMetadata)).toEqual({ ok: '0n' });
    expect(await ask(client, 'g', small())).toEqual(real('append after 5 MiB'));
  });

  test('a message beyond 16 MiB is refused by the transport', async () => {
    const client = await connect();
    const { class: name, code } = real('17 MiB in one event') as { class: string; code: number };
    expect(await ask(client, 'a', ofBytes(17 * 1024 * 1024))).toMatchObject({ class: name, code });
    expect(await ask(await connect(), 'a', small())).toEqual(real('append after 17 MiB, new client'));
  });

  test.each([
    ['stream name space', ' '],
    ['stream name meta', '$$x'],
    ['stream name all', '$all'],
    ['stream name nul', 'a\0b'],
    ['stream name newline', 'a\nb'],
    ['stream name unicode', 'ä✓😀'],
    ['stream name k10', 'k'.repeat(10_000)],
  ])('%s is taken and read back', async (_, stream) => {
    const client = await connect();
    expect(await ask(client, stream, small())).toEqual({ ok: '0n' });
    expect(await readToEnd(client.readStream(stream), named)).toEqual([`${stream}/t@0`]);
  });

  test.each([
    ['stream name empty', '', small()],
    ['event type empty', 's', small({ type: '' })],
    ['id not a uuid', 's', small({ id: 'x' })],
    ['id empty guid', 's', small({ id: '00000000-0000-0000-0000-000000000000' })],
  ])('%s is a bad request', async (fact, stream, event) => {
    expect(await ask(await connect(), stream, event)).toEqual(real(fact));
  });

  test('revisions at the edge: 2^63-2 is wrong, 2^64-1 is taken for «no stream»', async () => {
    const client = await connect();
    const append = (expectedRevision: bigint) =>
      client.appendToStream('big-rev', small(), { expectedRevision, ...options }).then(({ nextExpectedRevision }) => ({ ok: `${nextExpectedRevision}n` }), described);
    expect(await append(2n ** 63n - 2n)).toMatchObject({ class: 'WrongExpectedVersionError', streamName: 'big-rev' });
    expect(await append(2n ** 64n - 1n)).toEqual(goldenFact('limits', 'batch: expectedRevision 2^64-1'));
  });
});
