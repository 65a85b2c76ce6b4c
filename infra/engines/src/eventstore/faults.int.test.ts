import { beforeEach, describe, expect, test } from '@jest/globals';
import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { ProtocolServer } from './protocol-server.ts';
import { described, named, readToEnd } from './testing/read-to-end.ts';
import { until } from './testing/until.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
let server: ProtocolServer;
let client: EventStoreDBClient;
beforeEach(async () => {
  server = await servers.start();
  client = servers.connect(server);
});

const unary = { credentials: { username: 'any', password: 'any' } };
const event = () => jsonEvent({ type: 'T', data: {} });
const bigEvent = () => jsonEvent({ type: 'T', data: { pad: 'x'.repeat(10_000) } });
const failureOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'no failure', described);
const stored = (): number => server.log.events.length - 1; // but for the node's own
const stillOpen = <Answer>(call: Promise<Answer>): Promise<Answer | 'open'> => Promise.race([call, new Promise<'open'>((resolve) => setTimeout(resolve, 50, 'open'))]);

/** What a subscription to the stream has given out; it reads by itself. */
function follow() {
  const heard: string[] = [];
  const subscription = client.subscribeToStream('s').on('caughtUp', () => heard.push('caughtUp'));
  const ended = readToEnd(subscription, (resolved) => heard.push(named(resolved)));
  return { heard, ended };
}

describe('appends', () => {
  test('silence: accepted, not stored, not answered; the unary path has a time limit, the shared one has none', async () => {
    const off = server.faults.silence('Append', 'BatchAppend');
    const shared = client.appendToStream('s', event(), { deadline: 100 });
    expect(await failureOf(client.appendToStream('s', event(), { deadline: 100, ...unary }))).toMatchObject({ class: 'DeadlineExceededError', code: 4 });
    expect(await stillOpen(shared)).toBe('open');
    expect(stored()).toBe(0);
    off();
    await client.appendToStream('s', event());
    expect([stored(), await stillOpen(shared)]).toEqual([1, 'open']);
    shared.catch(() => undefined); // ends with the client
  });

  test('silence of the first question of all: the shared path waits for it without a limit', async () => {
    server.faults.silence('GetSupportedMethods');
    const appended = client.appendToStream('s', event(), { deadline: 100 });
    appended.catch(() => undefined);
    await until(() => server.openCalls('GetSupportedMethods') === 1);
    expect(await stillOpen(appended)).toBe('open');
  });

  test('refuse: the given status, on the shared path for all that wait there', async () => {
    const held = server.faults.holdAnswers();
    const waiting = failureOf(client.appendToStream('s', event()));
    await until(() => stored() === 1);
    const off = server.faults.refuse({ code: 8, details: 'Busy' }, 'Append', 'BatchAppend');
    expect(await failureOf(client.appendToStream('s', event(), unary))).toMatchObject({ code: 8, message: '8 RESOURCE_EXHAUSTED: Busy' });
    expect(await failureOf(client.appendToStream('s', event()))).toMatchObject({ code: 8 });
    expect(await waiting).toMatchObject({ code: 8 });
    off();
    held();
    await client.appendToStream('s', event(), unary);
    expect(stored()).toBe(2);
  });

  test('loseAnswers: stored, not answered; the same again gets the answer', async () => {
    const off = server.faults.loseAnswers();
    const same = event();
    const options = { expectedRevision: 'no_stream', deadline: 100, ...unary } as const;
    expect(await failureOf(client.appendToStream('s', same, options))).toMatchObject({ class: 'DeadlineExceededError' });
    expect(stored()).toBe(1);
    off();
    expect(await client.appendToStream('s', same, options)).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(stored()).toBe(1);
  });

  test('loseAppends: neither stored nor answered', async () => {
    server.faults.loseAppends();
    expect(await failureOf(client.appendToStream('s', event(), { deadline: 100, ...unary }))).toMatchObject({ class: 'DeadlineExceededError' });
    expect(stored()).toBe(0);
  });

  test('holdAnswers: stored at once, answered when it is switched off', async () => {
    const off = server.faults.holdAnswers();
    const appended = client.appendToStream('s', event());
    await until(() => stored() === 1);
    expect(await stillOpen(appended)).toBe('open');
    off();
    expect(await appended).toMatchObject({ nextExpectedRevision: 0n });
  });

  test.each([
    ['the shared path', {}, { class: 'DeadlineExceededError', type: 'deadline-exceeded' }],
    ['the unary path', unary, { class: 'TimeoutError', type: 'timeout', code: 10 }],
  ])('timeOutTwins: the same append twice at once is stored once, the second is told that its time is up: %s', async (_, path, failure) => {
    server.faults.timeOutTwins(10);
    const off = server.faults.holdAnswers();
    const same = event();
    const options = { expectedRevision: 'no_stream', ...path } as const;
    const first = client.appendToStream('s', same, options);
    await until(() => stored() === 1);
    expect(await failureOf(client.appendToStream('s', same, options))).toMatchObject(failure);
    off();
    expect(await first).toMatchObject({ nextExpectedRevision: 0n });
    expect(await client.appendToStream('s', same, options)).toMatchObject({ nextExpectedRevision: 0n });
    expect(stored()).toBe(1);
  });

  test('blankAnswers: stored and answered, and the client never says so', async () => {
    server.faults.blankAnswers();
    const appended = client.appendToStream('s', event(), unary);
    await until(() => stored() === 1 && server.openCalls() === 0);
    expect(await stillOpen(appended)).toBe('open');
  });

  test('an append whose bytes are no JSON object is refused on both paths, for this log cannot keep it', async () => {
    const text = jsonEvent({ type: 'T', data: 'text' as unknown as Record<string, never> });
    const reason = 'this server stores JSON objects only, as data and as metadata';
    expect(await failureOf(client.appendToStream('s', text))).toMatchObject({ message: `Could not recognize ${reason}` });
    expect(await failureOf(client.appendToStream('s', text, unary))).toMatchObject({ code: 3, message: `3 INVALID_ARGUMENT: ${reason}` });
    expect(stored()).toBe(0);
  });
});

describe('any call', () => {
  test('garble: bytes that are no message', async () => {
    await client.appendToStream('s', event());
    const off = server.faults.garble();
    expect(await readToEnd(client.readStream('s'), named)).toMatchObject({ code: 13 });
    expect(await failureOf(client.appendToStream('s', event(), unary))).toMatchObject({ code: 13 });
    expect(await failureOf(client.appendToStream('s', event()))).toMatchObject({ code: 13 });
    off();
    expect(await readToEnd(client.readStream('s'), named)).toEqual(['s/T@0', 's/T@1', 's/T@2']);
  });

  test('notLeader: the call is told so, and the next one goes to the leader', async () => {
    const leader = await servers.start();
    server.faults.notLeader({ host: '127.0.0.1', port: leader.port });
    const options = { requiresLeader: true, ...unary };
    expect(await failureOf(client.appendToStream('s', event(), options))).toMatchObject({ class: 'NotLeaderError', type: 'not-leader' });
    await client.appendToStream('s', event(), options);
    expect([stored(), leader.log.events.length - 1]).toEqual([0, 1]);
  });

  test('notLeader holds for an append on a shared stream that is open already', async () => {
    const options = { requiresLeader: true };
    await client.appendToStream('s', event(), options);
    server.faults.notLeader({ host: '127.0.0.1', port: 1 });
    expect(await failureOf(client.appendToStream('s', event(), options))).toMatchObject({ class: 'NotLeaderError' });
    expect(stored()).toBe(1);
  });

  test('cutConnections: what is under way fails, what comes next connects again', async () => {
    const reading = readToEnd(client.subscribeToStream('s'), named);
    await until(() => server.openCalls('Read') === 1);
    server.faults.cutConnections();
    expect(await reading).toMatchObject({ message: expect.stringMatching(/^(14 UNAVAILABLE|13 INTERNAL: Received RST_STREAM)/) });
    await client.appendToStream('s', event(), unary);
  });

  test('speakHttp1: a page instead of the protocol', async () => {
    const off = server.faults.speakHttp1();
    expect(await failureOf(client.appendToStream('s', event(), unary))).toMatchObject({ code: 14 });
    off();
    await client.appendToStream('s', event(), unary);
    expect(stored()).toBe(1);
  });
});

describe('reads and subscriptions', () => {
  beforeEach(async () => {
    await client.appendToStream('s', [event(), event(), event()], unary);
  });

  const all = ['s/T@0', 's/T@1', 's/T@2'];

  test('muteReads: under way, but without a word until it is switched off; nothing is lost', async () => {
    const { heard } = follow();
    await until(() => heard.length === 4);
    const off = server.faults.muteReads();
    await client.appendToStream('s', event(), unary);
    const read = readToEnd(client.readStream('s'), named);
    expect(await stillOpen(read)).toBe('open');
    expect(heard).toHaveLength(4);
    off();
    expect(await read).toEqual([...all, 's/T@3']);
    await until(() => heard.length === 5);
    expect(heard.filter((each) => each !== 'caughtUp')).toEqual([...all, 's/T@3']);
  });

  test('endReadsAfter: in the middle, clean or with a failure', async () => {
    const off = server.faults.endReadsAfter(2);
    expect(await readToEnd(client.readStream('s'), named)).toEqual(all.slice(0, 2));
    expect(await follow().ended).toHaveLength(2);
    off();
    server.faults.endReadsAfter(1, { code: 14, details: 'Connection dropped' });
    expect(await readToEnd(client.readStream('s'), named)).toMatchObject({ class: 'UnavailableError', code: 14 });
  });

  test('endCalls: a subscription that ends clean ends without an error, one that is cut with it', async () => {
    const clean = follow();
    await until(() => clean.heard.includes('caughtUp'));
    server.faults.endCalls({ method: 'Read' });
    expect(await clean.ended).toHaveLength(3);
    const failing = follow();
    await until(() => failing.heard.includes('caughtUp'));
    server.faults.endCalls({ method: 'Read', status: { code: 13, details: 'in the middle' } });
    expect(await failing.ended).toMatchObject({ code: 13, message: '13 INTERNAL: in the middle' });
    expect(server.openCalls('Read')).toBe(0);
  });

  test('endCalls: the shared append stream ends with OK, and its appends never settle', async () => {
    server.faults.loseAnswers();
    const appended = client.appendToStream('s', event());
    await until(() => stored() === 4);
    server.faults.endCalls({ method: 'BatchAppend' });
    await until(() => server.openCalls() === 0);
    expect(await stillOpen(appended)).toBe('open');
  });

  test('repeatCaughtUp: told again', async () => {
    const { heard } = follow();
    await until(() => heard.includes('caughtUp'));
    server.faults.repeatCaughtUp();
    await until(() => heard.filter((each) => each === 'caughtUp').length === 2);
  });

  test('a consumer that does not read is sent back to the log: caughtUp again, and every event once and in order', async () => {
    const subscription = client.subscribeToStream('slow', { fromRevision: 'start' }, { highWaterMark: 1 });
    let caughtUp = 0;
    subscription.on('caughtUp', () => (caughtUp += 1));
    await until(() => caughtUp === 1);
    for (let n = 0; n < 10; n++) await client.appendToStream('slow', Array.from({ length: 20 }, bigEvent), unary);

    const revisions: bigint[] = [];
    subscription.on('data', ({ event: received }) => revisions.push(received?.revision ?? -1n));
    await until(() => revisions.length >= 200 && caughtUp >= 2);
    expect(revisions).toEqual(Array.from({ length: 200 }, (_, revision) => BigInt(revision)));
    await subscription.unsubscribe();
  });
});
