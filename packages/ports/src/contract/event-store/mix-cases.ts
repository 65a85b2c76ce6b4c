import { expect, test } from '@jest/globals';
import type { AppendResult, EventStore, ExpectedRevision, NewEvent, RecordedEvent } from '../../event-store.ts';
import { freshStream, newEvent, newEvents, readOn, recorded, type EventStoreHarness } from './fixtures.ts';

const steps = 150;

type Append = { stream: string; expected: ExpectedRevision; events: NewEvent[] };
type Done = { append: Append; answer: AppendResult };

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What the log must hold by now: the appends that were acknowledged, in the order of their positions. */
function createModel() {
  const done: Done[] = [];
  const eventsOf = ({ append: { stream, expected, events } }: Done) =>
    recorded(stream, expected === 'no-stream' ? 0 : expected + 1, events);
  const stream = (name: string): RecordedEvent[] => done.filter(({ append }) => append.stream === name).flatMap(eventsOf);
  return {
    done,
    stream,
    head: (name: string): ExpectedRevision => stream(name).at(-1)?.revision ?? 'no-stream',
    log: (): RecordedEvent[] => done.flatMap(eventsOf),
    add: (...more: Done[]): void => {
      done.push(...more);
      done.sort((a, b) => (a.answer.position < b.answer.position ? -1 : 1));
    },
  };
}

type Mix = {
  store: EventStore;
  start: bigint | undefined;
  model: ReturnType<typeof createModel>;
  below: (bound: number) => number;
  pick: <T>(list: readonly T[]) => T;
  streams: readonly string[];
};

const send = ({ store }: Mix, { stream, expected, events }: Append): Promise<AppendResult> => store.append(stream, expected, events);
const conflict = ({ model }: Mix, { stream }: Append) => ({ name: 'WrongRevision', stream, actual: model.head(stream) });

function makeAppend({ model, pick, below, streams }: Mix): Append {
  const stream = pick(streams);
  return { stream, expected: model.head(stream), events: newEvents(1 + below(4)) };
}

async function goOn(mix: Mix): Promise<void> {
  const append = makeAppend(mix);
  const answer = await send(mix, append);
  mix.model.add({ append, answer });
  expect(answer).toEqual({ revision: mix.model.head(append.stream), position: expect.any(BigInt) });
}

async function expectOtherRevision(mix: Mix): Promise<void> {
  const append = makeAppend(mix);
  const others = ['no-stream', 0, 1, 2, 5, 1_000].filter((revision) => revision !== append.expected) as ExpectedRevision[];
  await expect(send(mix, { ...append, expected: mix.pick(others) })).rejects.toMatchObject(conflict(mix, append));
}

async function repeat(mix: Mix): Promise<void> {
  const { append, answer } = mix.pick(mix.model.done);
  expect(await send(mix, append)).toEqual(answer);
}

async function repeatWithAnotherId(mix: Mix): Promise<void> {
  const { append } = mix.pick(mix.model.done);
  const events = append.events.with(mix.below(append.events.length), newEvent());
  await expect(send(mix, { ...append, events })).rejects.toMatchObject(conflict(mix, append));
}

/** Several at once, some for the same stream and so in each other's way, some sent before. */
async function together(mix: Mix): Promise<void> {
  const fresh = Array.from({ length: 2 + mix.below(8) }, () => makeAppend(mix));
  const old = Array.from({ length: mix.below(3) }, () => mix.pick(mix.model.done));
  const answers = await Promise.allSettled([...fresh, ...old.map(({ append }) => append)].map((append) => send(mix, append)));
  expect(answers.slice(fresh.length)).toEqual(old.map(({ answer }) => ({ status: 'fulfilled', value: answer })));

  const stored = fresh.flatMap((append, index) => {
    const answer = answers[index];
    return answer?.status === 'fulfilled' ? [{ append, answer: answer.value }] : [];
  });
  mix.model.add(...stored);
  expect(stored.map(({ append }) => append.stream).toSorted()).toEqual([...new Set(fresh.map(({ stream }) => stream))].toSorted());
  for (const [index, append] of fresh.entries()) {
    if (answers[index]?.status === 'rejected') expect(answers[index].reason).toMatchObject(conflict(mix, append));
  }
}

async function readSlice(mix: Mix): Promise<void> {
  const stream = mix.pick(mix.streams);
  const [from, limit] = [mix.below(12), 1 + mix.below(12)];
  const events = mix.model.stream(stream).slice(from, from + limit);
  expect(await mix.store.readStream(stream, { from, limit })).toEqual({ events, head: mix.model.head(stream) });
}

async function readPage(mix: Mix): Promise<void> {
  const after = mix.pick([mix.start, ...mix.model.done.map(({ answer }) => answer.position)]);
  const exceptPrefixes = mix.pick([[], ['access-'], ['alert-', 'access-'], ['case-']]);
  const behind = mix.model.done.filter(({ answer }) => after === undefined || mix.start === after || answer.position > after);
  const wanted = behind.flatMap(({ append }) => append.events.map(({ id }) => ({ id, stream: append.stream })));
  const events = await readOn(mix.store, after, { limit: 1 + mix.below(30), exceptPrefixes });
  expect(events.map(({ id, stream }) => ({ id, stream }))).toEqual(
    wanted.filter(({ stream }) => !exceptPrefixes.some((prefix) => stream.startsWith(prefix))),
  );
}

export function mixCases(harness: () => EventStoreHarness, seed: number): void {
  test(`agrees with a simple model of the log after every step (seed ${seed})`, async () => {
    const { store } = harness();
    const random = createRandom(seed);
    const below = (bound: number) => Math.floor(random() * bound);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const streams = ['case', 'case', 'access', 'alert'].map((prefix) => freshStream(prefix));
    const mix: Mix = { store, start: await store.head(), model: createModel(), below, pick, streams };
    const startAgain = async () => {
      mix.store = await harness().reopen();
    };
    const often = [goOn, goOn, expectOtherRevision, repeat, repeat, repeatWithAnotherId, together, together, readSlice, readPage];

    await goOn(mix);
    for (let step = 0; step < steps; step++) await (below(20) === 0 ? startAgain() : pick(often)(mix));

    expect(await readOn(mix.store, mix.start)).toEqual(mix.model.log());
    for (const stream of streams) {
      expect(await mix.store.readStream(stream)).toEqual({ events: mix.model.stream(stream), head: mix.model.head(stream) });
    }
  });
}
