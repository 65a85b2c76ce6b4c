import { beforeEach, expect, test } from '@jest/globals';
import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  type Position,
  type ReadRevision,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { goldenFact } from './testing/golden.ts';
import { listenUntilCaughtUp, named, readToEnd } from './testing/read-to-end.ts';
import { useServers } from './testing/use-servers.ts';

const servers = useServers();
let client: EventStoreDBClient;
/** Of the ten events that stand first. */
let places: Position[];

const event = (type: string) => jsonEvent({ type, data: { k: 0 } });
const shift = (position: Position, by: bigint): Position => ({ commit: position.commit + by, prepare: position.prepare + by });
const at = (index: number): Position => places[index] ?? { commit: -1n, prepare: -1n };

/** The streams of which the golden answers were asked, in their order. */
beforeEach(async () => {
  client = servers.connect(await servers.start());
  places = [];
  for (let n = 0; n < 10; n++) {
    const { position } = await client.appendToStream(n % 2 === 0 ? 'a' : 'b', event(`t-${n}`));
    if (position) places.push(position);
  }
  await client.appendToStream('arr', ['t-x', 't-y', 't-z'].map(event));
});

async function makeDeletedStreams(): Promise<void> {
  await client.appendToStream('sd', ['t-0', 't-1', 't-2'].map(event));
  await client.deleteStream('sd');
  await client.appendToStream('ts', ['t-0', 't-1'].map(event));
  await client.tombstoneStream('ts');
}

const readAll = (fromPosition: Position | typeof START | typeof END, direction?: typeof BACKWARDS, maxCount = 2) =>
  readToEnd(client.readAll({ fromPosition, maxCount, ...(direction && { direction }) }), named);
const readStream = (stream: string, fromRevision?: ReadRevision, direction?: typeof BACKWARDS) =>
  readToEnd(client.readStream(stream, { ...(fromRevision !== undefined && { fromRevision }), ...(direction && { direction }) }), ({ event: read }) => `${read?.revision}n`);

test('a fresh node has one system event, at position 548', async () => {
  const fresh = servers.connect(await servers.start());
  const shown = await readToEnd(fresh.readAll(), ({ event: read, commitPosition }) => ({
    stream: read?.streamId,
    type: read?.type,
    revision: `${read?.revision}n`,
    position: { commit: `${read?.position?.commit}n`, prepare: `${read?.position?.prepare}n` },
    commitPosition: `${commitPosition}n`,
    isJson: read?.isJson,
    data: read?.data,
  }));
  expect(shown).toEqual(goldenFact('reads', 'fresh node: $all forwards'));
});

test('$all: inclusive forwards, exclusive backwards, and a position is a boundary or refused', async () => {
  const far = { commit: 10n ** 12n, prepare: 10n ** 12n };
  const zero = { commit: 0n, prepare: 0n };
  const one = { commit: 1n, prepare: 1n };
  const later = { commit: at(3).commit, prepare: at(2).prepare };
  const earlier = { commit: at(2).commit, prepare: at(3).prepare };
  const answers = {
    'forwards from P[3]': await readAll(at(3)),
    'backwards from P[3]': await readAll(at(3), BACKWARDS),
    'backwards from END max 1': await readAll(END, BACKWARDS, 1),
    'forwards from END': await readAll(END),
    'backwards from START': await readAll(START, BACKWARDS),
    'forwards from P3+1': await readAll(shift(at(3), 1n)),
    'backwards from P3+1': await readAll(shift(at(3), 1n), BACKWARDS),
    'forwards from P3-1': await readAll(shift(at(3), -1n)),
    'backwards from P3-1': await readAll(shift(at(3), -1n), BACKWARDS),
    'forwards from commit P3, prepare P2': await readAll(later),
    'forwards from commit P2, prepare P3': await readAll(earlier),
    'backwards from commit P2, prepare P3': await readAll(earlier, BACKWARDS),
    'forwards from 0/0': await readAll(zero),
    'backwards from 0/0': await readAll(zero, BACKWARDS),
    'forwards from 1/1': await readAll(one),
    'backwards from 1/1': await readAll(one, BACKWARDS),
    'forwards from far beyond (1e12)': await readAll(far),
    'backwards from far beyond (1e12)': await readAll(far, BACKWARDS),
  };
  const real = Object.keys(answers).map((fact) => [fact, goldenFact('reads', `$all ${fact}`)]);
  expect(answers).toEqual(Object.fromEntries(real));
});

test('a stream: from the revision both ways; what is missing, deleted or entombed', async () => {
  await makeDeletedStreams();
  const answers = {
    'stream forwards': await readStream('a'),
    'stream from 2n': await readStream('a', 2n),
    'stream backwards END': await readStream('a', END, BACKWARDS),
    'stream backwards 1n': await readStream('a', 1n, BACKWARDS),
    'stream from 99n forwards': await readStream('a', 99n),
    'stream from 99n backwards': await readStream('a', 99n, BACKWARDS),
    'stream from END forwards': await readStream('a', END),
    'stream backwards from START': await readStream('a', START, BACKWARDS),
    'stream missing': await readStream('nope'),
    'stream missing from 5n': await readStream('nope', 5n),
    'soft-deleted': await readStream('sd'),
    'soft-deleted backwards END': await readStream('sd', END, BACKWARDS),
    tombstoned: await readStream('ts'),
    'tombstoned backwards END': await readStream('ts', END, BACKWARDS),
  };
  await client.appendToStream('sd', event('t-3'));
  const again = {
    recreated: await readStream('sd'),
    'recreated from 0n': await readStream('sd', 0n),
    'recreated from 0n backwards': await readStream('sd', 0n, BACKWARDS),
  };
  const all = { ...answers, ...again };
  expect(all).toEqual(Object.fromEntries(Object.keys(all).map((fact) => [fact, goldenFact('reads', fact)])));
  const ofDeleted = ((await readToEnd(client.readAll(), named)) as string[]).filter((name) => name.startsWith('sd/'));
  expect(ofDeleted).toEqual(goldenFact('reads', '$all: events of sd (with the soft-deleted ones?)'));
});

test('$tb and $maxCount hide events from the readers of a stream, not from $all', async () => {
  await client.appendToStream('tr', ['t-0', 't-1', 't-2', 't-3', 't-4', 't-5'].map(event));
  await client.setStreamMetadata('tr', { truncateBefore: 2 });
  expect(await readStream('tr')).toEqual(goldenFact('reads', '$tb 2: forwards'));
  expect(await readStream('tr', 0n)).toEqual(goldenFact('reads', '$tb 2: from 0n'));
  await client.setStreamMetadata('tr', { maxCount: 2 });
  expect(await readStream('tr')).toEqual(goldenFact('reads', '$maxCount 2'));
  const inAll = ((await readToEnd(client.readAll(), named)) as string[]).filter((name) => name.startsWith('tr/'));
  expect(inAll).toHaveLength(goldenFact('reads', '$all still holds truncated ones') as number);
});

test('subscriptions start behind a position or revision, and refuse one that is no boundary only after the confirmation', async () => {
  await makeDeletedStreams();
  await client.appendToStream('sd', event('t-3'));
  const answers = {
    'sub from END': await listenUntilCaughtUp(client.subscribeToAll({ fromPosition: END })),
    'sub from far beyond': await listenUntilCaughtUp(client.subscribeToAll({ fromPosition: { commit: 10n ** 12n, prepare: 10n ** 12n } })),
    'sub from P3+1': await listenUntilCaughtUp(client.subscribeToAll({ fromPosition: shift(at(3), 1n) })),
    'filtered sub from P3-1': await listenUntilCaughtUp(client.subscribeToAll({ fromPosition: shift(at(3), -1n), filter: excludeSystemEvents() })),
    'sub from commit P2, prepare P3': await listenUntilCaughtUp(
      client.subscribeToAll({ fromPosition: { commit: at(2).commit, prepare: at(3).prepare } }),
    ),
    'sub stream regex': await listenUntilCaughtUp(client.subscribeToAll({ filter: streamNameFilter({ regex: '^a$' }) })),
    'sub type prefix': await listenUntilCaughtUp(client.subscribeToAll({ filter: eventTypeFilter({ prefixes: ['t-x', 't-y'] }) })),
    'subscribeToStream a': await listenUntilCaughtUp(client.subscribeToStream('a')),
    'subscribeToStream a from 1n': await listenUntilCaughtUp(client.subscribeToStream('a', { fromRevision: 1n })),
    'subscribeToStream a from 99n': await listenUntilCaughtUp(client.subscribeToStream('a', { fromRevision: 99n })),
    'subscribeToStream missing': await listenUntilCaughtUp(client.subscribeToStream('nope')),
    'subscribeToStream soft-deleted': await listenUntilCaughtUp(client.subscribeToStream('sd')),
    'subscribeToStream tombstoned': await listenUntilCaughtUp(client.subscribeToStream('ts')),
  };
  expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((fact) => [fact, goldenFact('reads', fact)])));
});
