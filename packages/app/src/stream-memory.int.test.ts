import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { caseAggregate, type CaseFold } from '@amana/domain/case/state';
import { personAggregate } from '@amana/domain/person/state';
import type { SealedClass } from '@amana/domain/field-tree';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { v7 } from 'uuid';
import { NewerEvent } from './newer-event.ts';
import { streamOf } from './stream-of.ts';
import { createStreamMemory, type StreamMemoryOptions } from './stream-memory.ts';
import { AGENCY, createEmbeddedApp } from './testing/embedded-app.ts';

const PERSON = '0193c5a0-0000-7000-8000-0000000be501';
const identify = { personId: PERSON, channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST', legalBasis: ['VITAL_INTERESTS'] };
const identity = { names: ['Nom fictif'], birthYear: 1990, sex: 'F', citizenship: ['NER'], languages: ['hau'], documents: [] };
const inform = () => ({ informationId: v7(), lang: 'hau', interpreterUsed: false, topics: ['USES_OF_DATA'], channel: 'IN_PERSON' });

type Change = (events: RecordedEvent[]) => RecordedEvent[];
const asItIs: Change = (events) => events;
const newer = (event: RecordedEvent): RecordedEvent => ({ ...event, metadata: { ...event.metadata, schemaVersion: 99 } });

describe('the memory of folds', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  let id: string;
  let nowMs: number;
  let given: number[];
  beforeEach(async () => {
    app = createEmbeddedApp();
    [id, nowMs, given] = [v7(), 0, []];
    await app.send('IdentifyPerson', { id, body: identify });
  });
  afterEach(() => app.close());

  /** The real log; how many events each read gave is counted. */
  const counted = (change: Change = asItIs): EventStore => ({
    ...app.store,
    readStream: async (...asked) => {
      const slice = await app.store.readStream(...asked);
      given.push(slice.events.length);
      return { ...slice, events: change(slice.events) };
    },
  });
  const memoryOf = (options: Partial<StreamMemoryOptions> = {}) => createStreamMemory({ events: counted(), keys: app.keys, monotonic: () => nowMs, ...options });
  const more = (commandId = v7()) => app.send('ProvideConsentInformation', { id, body: inform(), commandId });

  async function seen(memory: ReturnType<typeof memoryOf>, opens: readonly SealedClass[] = []): Promise<CaseFold> {
    const known = await memory.read(caseAggregate, `case-${id}`, opens);
    const state = await known.state();
    expect(known.length).toBe(state.stream.revision === 'no-stream' ? 0 : state.stream.revision + 1);
    return state;
  }

  it('reads on from the newest event that it knows, and the fold is the one from the beginning', async () => {
    const memory = memoryOf();
    for (let n = 0; n < 3; n++) await more();
    const before = await seen(memory);
    await more();
    await more();
    const after = await seen(memory);
    expect(given).toEqual([4, 3]);
    expect(before.stream.revision).toBe(3);
    expect(after).toEqual(await seen(memoryOf()));
    expect(await seen(memory)).toEqual(after);
    expect(given).toEqual([4, 3, 6, 1]);
  });

  it('keeps what was opened apart from what was not', async () => {
    await app.send('RecordIdentity', { id: PERSON, body: { caseId: id, ...identity } });
    const memory = memoryOf();
    const person = async (opens: readonly SealedClass[]) => JSON.stringify(await (await memory.read(personAggregate, streamOf('person', PERSON, AGENCY), opens)).state());
    const [opened, closed] = [await person(['identity', 'statistic']), await person([])];
    expect([opened.includes('WITHHELD'), closed.includes('WITHHELD')]).toEqual([false, true]);
    expect([await person(['identity', 'statistic']), await person([])]).toEqual([opened, closed]);
  });

  it('forgets after a minute, however often it was asked and has read on meanwhile', async () => {
    const memory = memoryOf();
    for (const at of [0, 30_000, 59_999, 60_000]) {
      if (at < 59_999) await more();
      nowMs = at;
      await seen(memory);
    }
    expect(given).toEqual([2, 2, 1, 3]);
    expect(() => memoryOf({ maxAgeMs: 60_001 })).toThrow(RangeError);
  });

  it('forgets those that were not asked for longest', async () => {
    const memory = memoryOf({ most: 1 });
    await seen(memory);
    await seen(memory, ['statistic']);
    await more();
    await seen(memory);
    expect(given).toEqual([1, 1, 2]);
  });

  it('keeps nothing of a stream that is not there', async () => {
    const memory = memoryOf();
    for (let n = 0; n < 2; n++) {
      const known = await memory.read(caseAggregate, `case-${v7()}`, []);
      expect([known.length, (await known.state()).stream.revision, await known.eventsOf(v7())]).toEqual([0, 'no-stream', []]);
    }
  });

  it('forgets what it knew of a log that was replaced: shorter, or with other events', async () => {
    let replaced: Change = asItIs;
    const memory = memoryOf({ events: counted((events) => replaced(events)) });
    await more();
    await seen(memory);
    replaced = (events) => events.filter(({ revision }) => revision < 1);
    expect((await seen(memory)).stream.revision).toBe(0);
    replaced = (events) => events.map((event) => ({ ...event, id: v7(), metadata: { ...event.metadata, controller: 'of the other log' } }));
    expect((await seen(memory)).stream).toEqual({ name: `case-${id}`, revision: 1, controller: 'of the other log' });
  });

  it('tells what a command stored, before and after it was remembered, and of others nothing', async () => {
    const memory = memoryOf();
    const commandId = v7();
    await more(commandId);
    const stored = (await app.store.readStream(`case-${id}`)).events.slice(1);
    for (let n = 0; n < 2; n++) {
      const known = await memory.read(caseAggregate, `case-${id}`, []);
      await known.state();
      expect(await known.eventsOf(commandId)).toEqual(stored);
      expect(await known.eventsOf(v7())).toEqual([]);
    }
  });

  it('where newer code has written, tells what a command stored, folds nothing and keeps nothing', async () => {
    const memory = memoryOf({ events: counted((events) => events.map((event) => (event.revision === 1 ? newer(event) : event))) });
    const commandId = v7();
    await more(commandId);
    for (let n = 0; n < 2; n++) {
      const known = await memory.read(caseAggregate, `case-${id}`, []);
      await expect(known.state()).rejects.toThrow(NewerEvent);
      expect(await known.eventsOf(commandId)).toHaveLength(1);
    }
    expect(given).toEqual([2, 2]);
  });
});
