import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fold } from '@amana/domain/aggregate';
import { identificationFact } from '@amana/domain/case/identification/events';
import type { AnyFact } from '@amana/domain/event-definition';
import type { ZonedDateTime } from '@amana/domain/partial-date-time';
import { personFact } from '@amana/domain/person/events';
import { personAggregate } from '@amana/domain/person/state';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { Keys } from '@amana/privacy/subject-keys';
import { v7 } from 'uuid';
import { mayOpen, readEvents } from '../read-event.ts';
import { streamOf } from '../stream-of.ts';
import { assist, CENTRE, GRANT, setTheCentre } from '../testing/compass-people.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';
import { computeRelease } from './compute-release.ts';
import { factsFromLog } from './facts-from-log.ts';
import { pinBuilds } from '../rebuild/pin-builds.ts';
import { factsFromRows } from './facts-from-rows.ts';
import { openPeople } from './open-people.ts';
import { figureParams, grantAndCentre } from './release-queries.ts';

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
    const { facts, cards } = await factsFromRows(AGENCY, pinBuilds(reading.deps.rows));
    const opened = await askedWhile(() => openPeople(facts, cards, keys));
    expect(opened.other).toEqual([]);
    expect(opened.statistic).toBeGreaterThanOrEqual(12);
  });

  it('DP-26: nor for a release', async () => {
    const request = { grantId: GRANT, centreId: CENTRE, from: '2022-01-01', to: '2022-12-31' };
    const params = figureParams(request, await grantAndCentre(request, reading.deps.events));
    if (params === undefined) throw new Error('grant and centre are there');
    const opened = await askedWhile(() => computeRelease(AGENCY, params, { ...reading.deps, keys }));
    expect(opened.other).toEqual([]);
    expect(opened.statistic).toBeGreaterThanOrEqual(12);
  });
});

const caseId = v7();
const details = { caseId, names: ['Personne Fictive'], sex: 'F' as const, citizenship: ['NER' as const], languages: [], documents: [] };
const born = (birthYear: number) => personFact('IdentityDetailsRecorded', { ...details, birthYear });
const correctedTo = (birthYear?: number) =>
  personFact('IdentityDetailsCorrected', { ...details, ...(birthYear === undefined ? {} : { birthYear }), correctionReason: { text: 'Fictif', lang: 'fra' } });
const found = (ageYears: number) => personFact('AgeAssessed', { caseId, ageYears, method: 'DOCUMENT', estimated: false, benefitOfDoubtApplied: false });

const DAY = { value: '2022-06-01', precision: 'day', zone: 'Africa/Niamey' } as const;
const UNKNOWN = { value: '', precision: 'unknown', zone: 'Africa/Niamey' } as const;
const RECORD = { value: '2022-06-15T10:00:00.000Z', precision: 'instant', zone: 'Africa/Niamey' } as const;

describe('figures and guards agree on the age', () => {
  let reading: EmbeddedReading;
  beforeAll(async () => {
    reading = await createEmbeddedReading();
  });
  afterAll(() => reading.close());

  /** A person of one case, as the figures see the person from the rows, from the log, and as the guards do. */
  async function seen({ facts, on = DAY }: { facts: readonly AnyFact[]; on?: ZonedDateTime }) {
    const { deps, tell, project } = reading;
    const personId = v7();
    const stream = streamOf('person', personId, AGENCY);
    for (const fact of facts) await tell(stream, [fact], { on });
    const place = { country: 'NER' } as const;
    await tell(`case-${v7()}`, [identificationFact('PersonIdentified', { personId, channel: 'POLICE_INTERCEPTION', place, indicators: [], wayOfArrival: 'PUSHBACK_EXPULSION' })]);
    await project();
    const sources = [await factsFromRows(AGENCY, pinBuilds(deps.rows)), await factsFromLog(AGENCY, (await deps.events.head()) ?? 0n, deps)];
    const people = await Promise.all(sources.map(({ facts: of, cards }) => openPeople(of, cards, deps.keys)));
    const { events } = await deps.events.readStream(stream);
    const opened = await readEvents(events, deps.keys, { definitions: personAggregate.events, may: mayOpen(['statistic']) });
    const { sex, age } = fold(personAggregate, stream, opened).identity;
    return [...people.map((all) => all.find(({ person }) => person === stream)), { sex, age }].map((one) => ({ sex: one?.sex, age: one?.age }));
  }

  it.each([
    ['another birth year after the assessment', { facts: [born(2008), found(14), correctedTo(2000)] }, { kind: 'birth-year', birthYear: 2000 }],
    ['the same birth year after it', { facts: [born(2008), found(14), correctedTo(2008)] }, { kind: 'assessed', ageYears: 14, on: DAY }],
    ['a birth year that was left out, and stated anew', { facts: [born(2000), found(16), correctedTo(), correctedTo(2000)] }, { kind: 'birth-year', birthYear: 2000 }],
    ['details after an assessment without any', { facts: [found(16), correctedTo(), correctedTo()] }, { kind: 'assessed', ageYears: 16, on: DAY }],
    ['an assessment after the correction', { facts: [born(2008), correctedTo(2000), found(14)] }, { kind: 'assessed', ageYears: 14, on: DAY }],
    ['an assessment on a day that nobody remembers', { on: UNKNOWN, facts: [born(2008), found(16)] }, { kind: 'assessed', ageYears: 16, on: RECORD }],
    ['no age at all', { facts: [correctedTo()] }, undefined],
  ] as const)('I-09: given %s', async (_what, told, age) => {
    expect(await seen(told)).toEqual([{ sex: 'F', age }, { sex: 'F', age }, { sex: 'F', age }]);
  });
});
