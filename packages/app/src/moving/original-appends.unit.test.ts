import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import { originalAppends, placedEvents, type OriginalAppend } from './original-appends.ts';

const A = 'case-a';
const B = 'case-b';

type Place = Pick<RecordedEvent, 'stream' | 'revision'> & { readonly command: string; readonly index: unknown };

const event = ({ stream, revision, command, index }: Place): RecordedEvent => ({
  id: `${stream}@${revision}`,
  stream,
  revision,
  position: 0n,
  type: 'Happened',
  data: { at: revision },
  metadata: { commandId: command, commandIndex: index as [number, number] },
});

async function* log(...events: readonly (readonly [stream: string, revision: number, command: string, index: unknown])[]) {
  for (const [stream, revision, command, index] of events) yield event({ stream, revision, command, index });
}

async function appendsOf(events: AsyncIterable<RecordedEvent>): Promise<OriginalAppend[]> {
  const appends: OriginalAppend[] = [];
  for await (const append of originalAppends(events)) appends.push(append);
  return appends;
}

const placesOf = (appends: readonly OriginalAppend[]) => appends.map(({ stream, expected, events }) => [stream, expected, events.map(({ id }) => id)]);

describe('the appends that a log was made by', () => {
  it('events of one command are one append; each stands at the revision before it, the first one at no stream', async () => {
    const appends = await appendsOf(log([A, 0, 'open', [0, 2]], [A, 1, 'open', [1, 2]], [B, 0, 'open', [0, 1]], [A, 2, 'note', [0, 1]]));
    expect(placesOf(appends)).toEqual([
      [A, 'no-stream', [`${A}@0`, `${A}@1`]],
      [B, 'no-stream', [`${B}@0`]],
      [A, 1, [`${A}@2`]],
    ]);
    expect(appends[0]?.events).toEqual([
      { id: `${A}@0`, type: 'Happened', data: { at: 0 }, metadata: { commandId: 'open', commandIndex: [0, 2] } },
      { id: `${A}@1`, type: 'Happened', data: { at: 1 }, metadata: { commandId: 'open', commandIndex: [1, 2] } },
    ]);
  });

  it('placed again, the events stand where they stood', async () => {
    const appends = await appendsOf(log([A, 0, 'open', [0, 1]], [A, 1, 'close', [0, 2]], [A, 2, 'close', [1, 2]]));
    expect(appends.flatMap(placedEvents).map(({ id, stream, revision }) => ({ id, stream, revision }))).toEqual([0, 1, 2].map((revision) => ({ id: `${A}@${revision}`, stream: A, revision })));
  });

  it('two commands of the same length on one stream stay two', async () => {
    expect(await appendsOf(log([A, 0, 'one', [0, 1]], [A, 1, 'other', [0, 1]]))).toHaveLength(2);
  });

  it('of an empty log there are none', async () => {
    expect(await appendsOf(log())).toEqual([]);
  });

  it.each([
    ['the first event of an append is missing', log([A, 1, 'open', [1, 2]]), `${A}@1`],
    ['the last one is missing', log([A, 0, 'open', [0, 2]]), `${A}@0`],
    ['one in the middle is missing', log([A, 0, 'open', [0, 3]], [A, 2, 'open', [2, 3]]), `${A}@2`],
    ['another stream stands between', log([A, 0, 'open', [0, 2]], [B, 0, 'open', [1, 2]]), `${B}@0`],
    ['another command stands between', log([A, 0, 'open', [0, 2]], [A, 1, 'other', [1, 2]]), `${A}@1`],
    ['a revision is left out', log([A, 0, 'open', [0, 2]], [A, 2, 'open', [1, 2]]), `${A}@2`],
    ['the count changes', log([A, 0, 'open', [0, 2]], [A, 1, 'open', [1, 3]]), `${A}@1`],
    ['an index lies behind its count', log([A, 0, 'open', [0, 0]]), `${A}@0`],
    ['an event does not say its place', log([A, 0, 'open', undefined]), `${A}@0`],
  ])('LOG_NOT_WHOLE: %s', async (_what, events, id) => {
    await expect(appendsOf(events)).rejects.toMatchObject({ code: 'LOG_NOT_WHOLE', facts: { event: id }, retryable: false });
  });
});
