// Each trap of the client that it falls into without its defence. «Red without» says what was taken out to see the test fail.
import { describe, expect, test } from '@jest/globals';
import { newEvent, newEvents, readOn, recorded } from '@amana/ports/contract/event-store-fixtures';
import { useNodes, until } from './testing/use-node.ts';

const nodes = useNodes();
const unavailable = (written: 'no' | 'unknown') =>
  expect.objectContaining({ name: 'StoreUnavailable', code: 'STORE_UNAVAILABLE', retryable: true, written });
const far = 60_000; // whoever is not woken fails by the test's own time limit

describe('appends take a call each, with a deadline, and share nothing', () => {
  // Red without: `credentials` of the append (all four go over the shared stream then).
  test('a silent BatchAppend and a silent probe of the features hold nobody up (trap 1)', async () => {
    const server = await nodes.start();
    server.faults.silence('BatchAppend', 'GetSupportedMethods');
    const { events } = nodes.connect(server.url);
    expect(await events.append('case-1', 'no-stream', newEvents(2))).toMatchObject({ revision: 1 });
    expect(server.requests.map(({ method }) => method)).toEqual(['Append']);
  });

  test('a connection that breaks takes no append of another connection with it (trap 3)', async () => {
    const [broken, sound] = [await nodes.start(), await nodes.start()];
    broken.faults.loseAnswers();
    const answer = sound.faults.holdAnswers();
    const lost = nodes.connect(broken.url).events.append('case-1', 'no-stream', newEvents(1));
    const held = nodes.connect(sound.url).events.append('case-1', 'no-stream', newEvents(1));
    await until(() => broken.openCalls() === 1 && sound.openCalls() === 1);
    broken.kill();
    await expect(lost).rejects.toEqual(unavailable('unknown'));
    answer();
    expect(await held).toMatchObject({ revision: 0 });
  });

  test('a shared stream that was closed in good order is nobody’s (trap 4)', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url);
    const answer = server.faults.holdAnswers();
    const first = events.append('case-1', 'no-stream', newEvents(1));
    await until(() => server.openCalls() === 1);
    server.faults.endCalls({ method: 'BatchAppend' });
    answer();
    expect(await first).toMatchObject({ revision: 0 });
    expect(await events.append('case-1', 0, newEvents(1))).toMatchObject({ revision: 1 });
  });

  test('a probe of the features that fails once is not remembered for ever (trap 6)', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url);
    const off = server.faults.refuse({ code: 13, details: 'internal' }, 'GetSupportedMethods');
    await events.append('case-1', 'no-stream', newEvents(1));
    off();
    expect(await events.append('case-1', 0, newEvents(1))).toMatchObject({ revision: 1 });
  });
});

describe('every call is bounded in time', () => {
  // Red without: the timer of `inTime` (second and third), and without the `deadline` of the call as well (the first too).
  test('an append that is never answered is unknown; sent again it gets its first answer (trap 1)', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url, { appendTimeoutMs: 400 });
    const off = server.faults.loseAnswers();
    const sent = newEvents(2);
    await expect(events.append('case-1', 'no-stream', sent)).rejects.toEqual(unavailable('unknown'));
    await until(() => server.openCalls() === 0);
    off();
    expect(await events.append('case-1', 'no-stream', sent)).toEqual({ revision: 1, position: server.log.events.at(-1)?.position });
    expect(await events.readStream('case-1')).toEqual({ events: recorded('case-1', 0, sent), head: 1 });
  });

  test('an answer that says neither yes nor no settles nothing in the client (blank)', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url, { appendTimeoutMs: 400 });
    const off = server.faults.blankAnswers();
    const sent = newEvents(1);
    await expect(events.append('case-1', 'no-stream', sent)).rejects.toEqual(unavailable('unknown'));
    off();
    expect(await events.append('case-1', 'no-stream', sent)).toMatchObject({ revision: 0 });
  });

  // Red without: `#hasEnded` in `node-client.ts` for the end of it (the append goes out seconds after it was reported as failed).
  test('a cluster whose members do not answer keeps an append no longer than its time, and nothing is sent afterwards', async () => {
    const server = await nodes.start();
    const off = server.faults.silence('Gossip');
    const { events } = nodes.connect(server.url.replace('esdb:', 'esdb+discover:'), { appendTimeoutMs: 400 });
    await expect(events.append('case-1', 'no-stream', newEvents(1))).rejects.toEqual(unavailable('unknown'));
    off();
    await until(() => server.requests.filter(({ method }) => method === 'Gossip').length === 2); // the client has not given up
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.requests.filter(({ method }) => method === 'Append')).toEqual([]);
  });

  // Red without: the timer of `collectEvents`.
  test.each(['readStream', 'readLog', 'head', 'readAt'] as const)('%s of a silent server', async (call) => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url, { readTimeoutMs: 400 });
    const off = server.faults.silence('Read');
    const read = () =>
      ({
        readStream: () => events.readStream('case-1'),
        readLog: () => events.readLog(undefined, { limit: 5 }),
        head: () => events.head(),
        readAt: () => events.readAt(548n),
      })[call]();
    await expect(read()).rejects.toEqual(unavailable('no'));
    off();
    await read(); // and goes on when the server does
  });
});

describe('no call is left open', () => {
  // Red without: `cancel` in `collectEvents` (the 120 stay open; at 100 the client hangs).
  test('120 reads that were given up in the middle leave none behind (trap 5)', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url, { readTimeoutMs: 30_000 });
    await events.append('case-1', 'no-stream', newEvents(50));
    const unmute = server.faults.muteReads();
    for (let round = 0; round < 3; round++) {
      const stop = new AbortController();
      const reads = Array.from({ length: 40 }, (_, index) => events.readLog(undefined, { limit: 10 + index, signal: stop.signal }));
      await until(() => server.openCalls('Read') === 40);
      stop.abort(new Error('stopping'));
      for (const outcome of await Promise.allSettled(reads)) expect(outcome).toEqual({ status: 'rejected', reason: stop.signal.reason });
      await until(() => server.openCalls() === 0);
    }
    unmute();
    expect((await events.readLog(undefined, { limit: 100 })).events).toHaveLength(50);
  });

  // Red without: the gate (createCallGate(1_000)): the server sees 100, and the append waits for its deadline in the client.
  test('what has no place among the calls of a connection waits for one, and is told when its time is over', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url, { appendTimeoutMs: 100 });
    await events.append('case-1', 'no-stream', newEvents(1));
    const unmute = server.faults.muteReads();
    const reads = Array.from({ length: 120 }, () => events.readAt(548n));
    await until(() => server.openCalls('Read') === 80);
    await expect(events.append('case-2', 'no-stream', newEvents(1))).rejects.toEqual(unavailable('no'));
    expect(server.openCalls('Read')).toBe(80);
    unmute();
    await Promise.all(reads);
    expect(server.log.events.filter(({ stream }) => stream === 'case-2')).toEqual([]);
  });

  // Red without: the interval of its own in `nodeClients` (100 of 140 come through).
  test('two stores of one process do not share a connection', async () => {
    const server = await nodes.start();
    const both = [nodes.connect(server.url), nodes.connect(server.url)];
    const unmute = server.faults.muteReads();
    const reads = both.flatMap(({ events }) => Array.from({ length: 70 }, () => events.readAt(548n)));
    await until(() => server.openCalls('Read') === 140);
    unmute();
    await Promise.all(reads);
  });
});

describe('a client that is broken is given up', () => {
  // Red without: giving the client up in `connection.ts`, for the second and third (it goes on failing), and in the fault test.
  test('a cluster that cannot be found at first is found later (trap 6)', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url.replace('esdb:', 'esdb+discover:'));
    server.kill();
    await expect(events.append('case-1', 'no-stream', newEvents(1))).rejects.toEqual(unavailable('no'));
    await server.start();
    expect(await events.append('case-1', 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
  });

  test('after an outage the first call goes through at once, not after a back-off', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url);
    server.kill();
    for (let call = 0; call < 5; call++)
      await expect(events.append('case-1', 'no-stream', newEvents(1))).rejects.toEqual(unavailable('unknown'));
    await server.start();
    expect(await events.append('case-1', 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
  });

  test('what answers with another protocol, or with bytes that are no message, is unavailable; then it goes on', async () => {
    const server = await nodes.start();
    const { events } = nodes.connect(server.url);
    for (const begin of [() => server.faults.speakHttp1(), () => server.faults.garble()]) {
      const off = begin();
      await expect(events.append('case-1', 'no-stream', newEvents(1))).rejects.toEqual(unavailable('unknown'));
      await expect(events.readStream('case-1')).rejects.toEqual(unavailable('no'));
      off();
      await events.readStream('case-1');
    }
  });

  // Red without: `leaderNamedBy` in `connection.ts` (the new client asks the old node again, for ever).
  test('a node that no longer leads names the leader: nothing was written, and the next call goes there', async () => {
    const [old, leader] = [await nodes.start(), await nodes.start()];
    old.faults.notLeader({ host: '127.0.0.1', port: leader.port });
    const { events } = nodes.connect(old.url);
    await expect(events.append('case-1', 'no-stream', newEvents(1))).rejects.toEqual(unavailable('no'));
    expect(await events.append('case-1', 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    expect(leader.log.events.at(-1)).toMatchObject({ stream: 'case-1' });
  });

  // By `for await` alone: with listeners for 'data' the failure would come as an 'error' only, and without one for it end the process.
  test.each([1, 2, 4, 8, 10, 13, 14])(
    'calls that end with status %i in the middle are unavailable, and nothing else happens (trap 10)',
    async (code) => {
      const server = await nodes.start();
      const { events } = nodes.connect(server.url);
      await events.append('case-1', 'no-stream', newEvents(3));
      const waiting = events.waitForMore(await events.head(), { timeoutMs: far });
      await until(() => server.openCalls('Read') === 1);
      const off = server.faults.endReadsAfter(1, { code, details: 'Djamila' });
      const refusal: unknown = await events.readLog(undefined, { limit: 5 }).catch((error: unknown) => error);
      expect(refusal).toEqual(unavailable('no'));
      expect(String(refusal)).not.toContain('Djamila'); // what the other side says may be a body
      off();
      server.faults.endCalls({ status: { code, details: 'Djamila' } });
      await events.append('case-1', 2, newEvents(1));
      expect(await waiting).toBeUndefined();
    },
  );
});

test('what cannot be stored is never sent: neither a bigint (trap 2) nor -1 (trap 14) nor no event at all', async () => {
  const server = await nodes.start();
  const { events } = nodes.connect(server.url);
  const bigint = { ...newEvent(), data: { n: 1n } } as never;
  for (const append of [
    () => events.append('case-1', 'no-stream', [bigint]),
    () => events.append('case-1', -1, newEvents(1)),
    () => events.append('case-1', 'no-stream', []),
  ]) {
    await expect(append()).rejects.toMatchObject({ name: 'NotStorable' });
  }
  expect(server.requests).toEqual([]);
});

// Positions come from pages alone: a position from `checkpointReached` or `caughtUp` may stand ahead of what was handled (traps 7 and 8).
test('words of having caught up, true or not, make nobody miss an event', async () => {
  const server = await nodes.start();
  const [writer, reader] = [nodes.connect(server.url).events, nodes.connect(server.url).events];
  const start = await reader.head();
  const seen: string[] = [];
  const sent = newEvents(100);
  const reading = (async () => {
    for (let after = start; seen.length < 100;) {
      const page = await reader.readLog(after, { limit: 3 });
      seen.push(...page.events.map(({ id }) => id));
      after = page.next;
      if (page.atHead && seen.length < 100) await reader.waitForMore(after, { timeoutMs: far });
    }
  })();
  for (const [revision, event] of sent.entries()) {
    await writer.append('case-1', revision === 0 ? 'no-stream' : revision - 1, [event]);
    server.faults.repeatCaughtUp();
  }
  await reading;
  expect(seen).toEqual(sent.map(({ id }) => id));
  expect(await readOn(reader, start)).toHaveLength(100);
});
