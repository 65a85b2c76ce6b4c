import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Keys } from '@amana/privacy/subject-keys';
import { assist, CENTRE, GRANT, setTheCentre } from '../testing/compass-people.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';
import { computeRelease } from './compute-release.ts';
import { factsFromRows } from './facts-from-rows.ts';
import { openPeople } from './open-people.ts';
import { figureParams } from './release-queries.ts';

type Part = { readonly class: string; readonly keyId: string };
const partsOf = (event: RecordedEvent): Part[] => (event.data['sealed'] ?? []) as unknown as Part[];

describe('figures open nothing but what is for statistics', () => {
  let reading: EmbeddedReading;
  let asked: string[];
  let keys: Keys;
  beforeAll(async () => {
    reading = await createEmbeddedReading();
    await setTheCentre(reading);
    for (let i = 0; i < 12; i++) await assist(reading, { sex: 'F', birthYear: 2010, assessed: { ageYears: 12, on: '2022-01-01' } });
    await reading.project();
    const { keys: real } = reading.deps;
    keys = {
      ...real,
      find: (keyIds) => {
        asked.push(...keyIds);
        return real.find(keyIds);
      },
    };
  });
  afterAll(() => reading.close());

  /** All key ids of the log, by class. */
  async function keyIdsIn(...classes: readonly string[]): Promise<string[]> {
    const { events } = await reading.deps.events.readLog(undefined, { limit: 1_000 });
    return [...new Set(events.flatMap(partsOf).filter((part) => classes.includes(part.class)).map(({ keyId }) => keyId))];
  }
  async function askedWhile(work: () => Promise<unknown>): Promise<{ statistic: number; other: string[] }> {
    asked = [];
    await work();
    const others = await keyIdsIn('identity', 'justice');
    expect(others.length).toBeGreaterThan(0);
    const statistic = await keyIdsIn('statistic');
    return { statistic: asked.filter((keyId) => statistic.includes(keyId)).length, other: asked.filter((keyId) => others.includes(keyId)) };
  }

  it('DP-26: no key of an identity is looked up for the officer’s figures', async () => {
    const { facts, cards } = await factsFromRows(AGENCY, reading.deps.rows);
    const opened = await askedWhile(() => openPeople(facts, cards, keys));
    expect(opened.other).toEqual([]);
    expect(opened.statistic).toBeGreaterThanOrEqual(12);
  });

  it('DP-26: nor for a release', async () => {
    const params = await figureParams({ grantId: GRANT, centreId: CENTRE, from: '2022-01-01', to: '2022-12-31' }, reading.deps.events);
    if (params === undefined) throw new Error('grant and centre are there');
    const opened = await askedWhile(() => computeRelease(AGENCY, params, { ...reading.deps, keys }));
    expect(opened.other).toEqual([]);
    expect(opened.statistic).toBeGreaterThanOrEqual(12);
  });
});
