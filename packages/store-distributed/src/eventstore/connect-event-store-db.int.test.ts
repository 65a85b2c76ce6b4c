import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '@amana/engines/testing/self-signed-certificate';
import { newEvents, readOn, recorded } from '@amana/ports/contract/event-store-fixtures';
import type { EventStore } from '@amana/ports/event-store';
import { connectEventStoreDb } from './connect-event-store-db.ts';
import { useNodes, until } from './testing/use-node.ts';

const nodes = useNodes();
const far = 60_000;
const lasting = (code: string) => expect.objectContaining({ name: 'PortFailure', code, retryable: false });
const closed = expect.objectContaining({ name: 'StoreUnavailable', written: 'no', message: 'EventStoreDB: the store is closed' });

/** Of both sides, since the server runs in this process. */
const openSockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

describe('two logs on one node', () => {
  test('each sees its own streams only, and writes to no other', async () => {
    const server = await nodes.start();
    const { events, access } = nodes.connect(server.url);
    const [cases, reads] = [newEvents(2), newEvents(3)];
    const ofCases = await events.append('case-1', 'no-stream', cases);
    const ofReads = await access.append('access-nurse-20261125', 'no-stream', reads);
    for (const [store, stream, sent, mine, other] of [
      [events, 'case-1', cases, ofCases, ofReads],
      [access, 'access-nurse-20261125', reads, ofReads, ofCases],
    ] as const) {
      expect(await readOn(store, undefined, { limit: 2 })).toEqual(recorded(stream, 0, sent));
      expect(await store.readStream(stream)).toEqual({ events: recorded(stream, 0, sent), head: sent.length - 1 });
      expect(await store.head()).toBe(mine.position);
      expect(await store.readAt(mine.position)).toMatchObject({ stream });
      expect(await store.readAt(other.position)).toBeUndefined();
      expect(await store.readLog(mine.position, { limit: 5 })).toMatchObject({ events: [], atHead: true });
    }
    await expect(events.append('access-nurse-20261125', 2, newEvents(1))).rejects.toMatchObject({ name: 'NotStorable' });
    await expect(access.append('case-1', 1, newEvents(1))).rejects.toMatchObject({ name: 'NotStorable' });
    expect(await events.readStream('access-nurse-20261125')).toEqual({ events: [], head: 'no-stream' });
    expect(await access.readStream('case-1')).toEqual({ events: [], head: 'no-stream' });
  });

  // Red without: the filter of the subscription.
  test('who waits for one is not woken by the other', async () => {
    const server = await nodes.start();
    const [here, there] = [nodes.connect(server.url), nodes.connect(server.url)];
    const { position } = await there.events.append('case-1', 'no-stream', newEvents(1));
    const order: string[] = [];
    const wait = async (store: EventStore, name: string) => {
      await store.waitForMore(position, { timeoutMs: far });
      order.push(name);
    };
    const waiting = [wait(here.events, 'events'), wait(here.access, 'access')];
    await until(() => server.openCalls('Read') === 2);
    await there.access.append('access-a', 'no-stream', newEvents(1));
    await waiting[1];
    await there.events.append('case-1', 0, newEvents(1));
    await waiting[0];
    expect(order).toEqual(['access', 'events']);
  });

  // Red without: `seen` in `head-finder.ts` (every head reads the 3,000 again).
  test('the newest event of one is found behind thousands of the other, and these are not read again', async () => {
    const server = await nodes.start();
    const { events, access } = nodes.connect(server.url, { readTimeoutMs: 30_000 });
    const { position } = await events.append('case-1', 'no-stream', newEvents(1));
    for (let n = 0; n < 6; n++) await access.append(`access-${n}`, 'no-stream', newEvents(500));
    expect(await events.head()).toBe(position);
    const before = server.requests.length;
    expect(await events.head()).toBe(position);
    expect(server.requests.length - before).toBe(1);
    await access.append('access-a', 'no-stream', newEvents(5));
    expect(await events.head()).toBe(position);
    expect(server.requests.length - before).toBe(4); // the append, and two reads: one event, ten events
    const page = await events.readLog(undefined, { limit: 1 });
    expect(page).toEqual({ events: [expect.objectContaining({ position })], next: expect.any(BigInt), atHead: true });
    expect(page.next).toBe(await access.head());
  });
});

describe('TLS and users', () => {
  const credentials = { username: 'am@na', password: 'p@ss:w/rd' };
  let folder: string;
  let caFile: string;
  let tls: { certificate: string; key: string };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'amana-tls-'));
    tls = selfSignedCertificate();
    caFile = join(folder, 'ca.crt');
    writeFileSync(caFile, tls.certificate);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const urlOf = (port: number, { user = 'am%40na:p%40ss%3Aw%2Frd', ca = caFile } = {}): string =>
    `esdb://${user}@localhost:${port}?tlsCAFile=${encodeURIComponent(ca)}`;

  test('a user with a password of special characters reads, writes and waits over TLS', async () => {
    const server = await nodes.start({ tls, credentials });
    const { events, ping } = nodes.connect(urlOf(server.port));
    await ping();
    const sent = newEvents(2);
    const { position } = await events.append('case-1', 'no-stream', sent);
    expect(await readOn(events, undefined)).toEqual(recorded('case-1', 0, sent));
    const waiting = events.waitForMore(position, { timeoutMs: far });
    await until(() => server.openCalls('Read') === 1);
    await nodes.connect(urlOf(server.port)).events.append('case-1', 1, newEvents(1));
    expect(await waiting).toBeUndefined();
  });

  test('a wrong password is no matter of trying again', async () => {
    const server = await nodes.start({ tls, credentials });
    const { events, ping } = nodes.connect(urlOf(server.port, { user: 'amana:wrong' }));
    for (const call of [
      ping,
      () => events.append('case-1', 'no-stream', newEvents(1)),
      () => events.readStream('case-1'),
      () => events.head(),
    ]) {
      await expect(call()).rejects.toEqual(lasting('EVENTSTORE_LOGIN'));
    }
    await events.waitForMore(undefined, { timeoutMs: far }); // the next read tells why
  });

  test('a user who may not read $all is told which right is missing', async () => {
    const server = await nodes.start({ tls, credentials: { ...credentials, mayReadAll: false } });
    const { events, ping } = nodes.connect(urlOf(server.port));
    await expect(ping()).rejects.toEqual(lasting('EVENTSTORE_ACCESS'));
    await expect(events.readLog(undefined, { limit: 1 })).rejects.toEqual(lasting('EVENTSTORE_ACCESS'));
  });

  test('a node whose certificate another one signed is not trusted, nor one that speaks no TLS', async () => {
    const [server, plain] = [await nodes.start({ tls, credentials }), await nodes.start()];
    const other = join(folder, 'other.crt');
    writeFileSync(other, selfSignedCertificate().certificate);
    await expect(nodes.connect(urlOf(server.port, { ca: other })).ping()).rejects.toEqual(lasting('EVENTSTORE_CERTIFICATE'));
    await expect(nodes.connect(urlOf(plain.port)).ping()).rejects.toMatchObject({
      name: expect.stringMatching(/PortFailure|StoreUnavailable/),
    });
    expect(plain.requests).toEqual([]);
  });

  test('a url that is wrong, or a certificate that is not there, is told before anything is sent', () => {
    for (const url of ['esdb://amana:secret@127.0.0.1?tls=false', urlOf(1, { ca: join(folder, 'missing.crt') })]) {
      expect(() => connectEventStoreDb({ url })).toThrow(lasting('EVENTSTORE_URL'));
    }
    expect(() => connectEventStoreDb({ url: 'esdb://h?tls=false', accessPrefix: '.*' })).toThrow(RangeError);
  });
});

describe('close', () => {
  test('refuses every call, lets go who wait, and leaves no call open; twice is safe', async () => {
    const server = await nodes.start();
    const { events, access, close, ping } = nodes.connect(server.url, { readTimeoutMs: far });
    await events.append('case-1', 'no-stream', newEvents(3));
    const waiting = [events, access].map((store) => store.waitForMore(10_000n, { timeoutMs: far }));
    await until(() => server.openCalls('Read') === 2);
    const unmute = server.faults.muteReads();
    const reading = events.readStream('case-1');
    await until(() => server.openCalls('Read') > 2);
    await Promise.all([expect(reading).rejects.toMatchObject({ name: 'StoreUnavailable', written: 'no' }), close()]);
    await close();
    await Promise.all(waiting);
    await until(() => server.openCalls() === 0);
    unmute();
    const calls = [
      ping,
      () => events.append('case-1', 2, newEvents(1)),
      () => events.readStream('case-1'),
      () => events.readLog(undefined, { limit: 1 }),
      () => events.head(),
      () => events.readAt(1n),
    ];
    for (const call of calls) await expect(call()).rejects.toEqual(closed);
    await events.waitForMore(undefined, { timeoutMs: far });
  });

  // Red without: `end` of the client after a subscription, and in `connection.ts` (their sockets stay).
  test('gives every connection back at once', async () => {
    const server = await nodes.start();
    await until(() => openSockets() === 0); // those of the tests before
    const { events, access, close } = nodes.connect(server.url);
    await events.append('case-1', 'no-stream', newEvents(3));
    const waiting = [events, access].map((store) => store.waitForMore(10_000n, { timeoutMs: far }));
    await until(() => server.openCalls('Read') === 2);
    expect(openSockets()).toBeGreaterThan(3);
    await close();
    await Promise.all(waiting);
    await until(() => openSockets() === 0);
  });

  test('waits for the appends under way', async () => {
    const server = await nodes.start();
    const { events, close } = nodes.connect(server.url);
    const answer = server.faults.holdAnswers();
    const ended: unknown[] = [];
    const end = (what: unknown): unknown => ended.push(what);
    const append = events.append('case-1', 'no-stream', newEvents(1)).then(({ revision }) => end(revision), end);
    await until(() => server.openCalls('Append') === 1);
    const closing = close().then(() => end('closed'));
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    expect(ended).toEqual([]);
    answer();
    await Promise.all([append, closing]);
    expect(ended).toEqual([0, 'closed']);
  });

  test('a process that has used the store and closed it ends by itself', async () => {
    const server = await nodes.start();
    const program = join(import.meta.dirname, 'testing/use-and-close.ts');
    const started = performance.now();
    const child = spawn(process.execPath, ['--conditions=amana-source', program, server.url], { stdio: ['ignore', 'inherit', 'inherit'] });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(server.log.events.at(-1)).toMatchObject({ stream: 'case-1' });
  });
});
