import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { ProtocolServer, ProtocolServerOptions } from './protocol-server.ts';
import { described, named, readToEnd } from './testing/read-to-end.ts';
import { selfSignedCertificate } from './testing/self-signed-certificate.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
const password = 'p@ss:w/rd';
const user = { username: 'amana', password };
const event = () => jsonEvent({ type: 'T', data: {} });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-tls-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function startSecure(options: ProtocolServerOptions): Promise<{ server: ProtocolServer; connectAs: (userInfo: string) => EventStoreDBClient }> {
  const tls = selfSignedCertificate();
  writeFileSync(join(folder, 'ca.crt'), tls.certificate);
  const server = await servers.start({ ...options, tls });
  const connectAs = (userInfo: string): EventStoreDBClient =>
    servers.connect({ url: server.url.replace('//', `//${userInfo}@`) }, `&tlsCAFile=${join(folder, 'ca.crt')}`);
  return { server, connectAs };
}

const failureOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'no failure', described);

test('over TLS the right password appends and reads, another one is refused', async () => {
  const { server, connectAs } = await startSecure({ credentials: user });
  expect(server.url).toBe(`esdb://localhost:${server.port}?tls=true`);
  const right = connectAs(`amana:${encodeURIComponent(password)}`);
  await right.appendToStream('s', event(), { expectedRevision: 'no_stream' });
  expect(await readToEnd(right.readAll(), named)).toEqual(['$$$scavenges/$metadata@0', 's/T@0']);
  const wrong = connectAs('amana:other');
  expect(await failureOf(wrong.appendToStream('s', event()))).toMatchObject({ code: 16, message: '16 UNAUTHENTICATED: Not Authenticated' });
  expect(server.log.events).toHaveLength(2);
});

test('a certificate that the client does not trust is a failure of the call', async () => {
  const { server } = await startSecure({});
  expect(await failureOf(servers.connect(server).appendToStream('s', event()))).toMatchObject({ code: 14 });
  expect(server.requests).toEqual([]);
});

test('without TLS the client leaves the credentials out without a word: the right password is refused', async () => {
  const server = await servers.start({ credentials: user });
  const client = servers.connect({ url: server.url.replace('//', `//amana:${encodeURIComponent(password)}@`) });
  expect(await readToEnd(client.readAll(), named)).toMatchObject({ code: 16 });
  expect(server.requests.map(({ metadata }) => metadata['authorization'])).toEqual([undefined]);
});

test('a user without groups has the normal streams, but not $all and no stream of the system', async () => {
  const { server, connectAs } = await startSecure({ credentials: { ...user, mayReadAll: false } });
  const client = connectAs(`amana:${encodeURIComponent(password)}`);
  const denied = { class: 'AccessDeniedError', type: 'access-denied' };
  await client.appendToStream('s', event(), { expectedRevision: 'no_stream' });
  expect(await readToEnd(client.readStream('s'), named)).toEqual(['s/T@0']);
  expect(await readToEnd(client.readAll(), named)).toMatchObject(denied);
  expect(await readToEnd(client.subscribeToAll(), named)).toMatchObject(denied);
  expect(await failureOf(client.appendToStream('$s', event()))).toMatchObject(denied);
  expect(await failureOf(client.appendToStream('$s', event(), { credentials: user }))).toMatchObject(denied);
  expect(await failureOf(client.deleteStream('$s'))).toMatchObject(denied);
  expect(server.log.events).toHaveLength(2);
});
