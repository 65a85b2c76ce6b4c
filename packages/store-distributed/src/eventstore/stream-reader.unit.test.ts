import { expect, test } from '@jest/globals';
import type { NodeEvent } from './collect-events.ts';
import type { NodeReads } from './node-reads.ts';
import { mainScope } from './scope.ts';
import { createStreamReader } from './stream-reader.ts';

const never = (): Promise<never> => Promise.reject(new Error('not asked for'));

const eventAt = (revision: number): NodeEvent => ({
  id: `e-${revision}`,
  streamId: 'case-1',
  revision: BigInt(revision),
  type: 't',
  isJson: true,
  data: {},
  metadata: {},
  position: { commit: BigInt(100 + revision) },
});

/** A stream of seven events on a node that says where it stands, and gives of its events only those before `cut`, two in a call. */
function readerOf(cut: number, behind: undefined | []) {
  const reads: NodeReads = {
    newestOf: async (name) => (name === 'case-1' ? eventAt(6) : undefined),
    stream: async (_name, from, count) => (from >= cut ? behind : Array.from({ length: Math.min(2, count, cut - from) }, (_, n) => eventAt(from + n))),
    forwards: never,
    backwards: never,
  };
  return createStreamReader(reads, mainScope('access-'));
}

test('answers that are cut are put together to where the stream stands', async () => {
  const { events, head } = await readerOf(7, [])('case-1');
  expect([events.map(({ revision }) => revision), head]).toEqual([[0, 1, 2, 3, 4, 5, 6], 6]);
});

test.each<[string, undefined | []]>([
  ['no event', []],
  ['no stream', undefined],
])('where nothing more comes before that (%s), a part is not given for the whole', async (_, behind) => {
  await expect(readerOf(4, behind)('case-1')).rejects.toMatchObject({
    name: 'StoreUnavailable',
    written: 'no',
    retryable: true,
    message: 'EventStoreDB: the reading of case-1 ended before its end',
  });
});
