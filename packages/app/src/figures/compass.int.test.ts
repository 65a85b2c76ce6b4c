import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countPersons } from '@amana/domain/figures/assisted';
import { figuresOf, type Figures } from '@amana/domain/figures/figures';
import { projectionName } from '@amana/domain/projections/projection';
import { allProjections } from '../all-projections.ts';
import { assist, CENTRE, GRANT, OTHER_GRANT, serve, setTheCentre, type Assisted } from '../testing/compass-people.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';
import { computeRelease } from './compute-release.ts';
import { factsFromLog } from './facts-from-log.ts';
import { pinBuilds } from '../rebuild/pin-builds.ts';
import { factsFromRows } from './facts-from-rows.ts';
import { openPeople } from './open-people.ts';
import { figureParams, grantAndCentre } from './release-queries.ts';

const year = { from: '2022-01-01', to: '2022-12-31' };
const now = '2023-01-15T08:00:00.000Z';
const boy: Assisted = { sex: 'M', birthYear: 2010 };
const girl: Assisted = { sex: 'F', birthYear: 2011 };
const man: Assisted = { sex: 'M', birthYear: 1990 };
const woman: Assisted = { sex: 'F', birthYear: 1991 };
/** Comes of age on 15 July 2022; served before and after. */
const turning: Assisted = { sex: 'M', birthYear: 2004, assessed: { ageYears: 17, on: '2021-07-15' }, days: ['2022-03-01', '2022-08-10'] };
const many = (count: number, person: Assisted): Assisted[] => Array.from({ length: count }, () => person);

/** 5.3, as the officer reads it; `adult` is derived there. */
const published: Figures = {
  total: 220,
  sex: { M: 157, F: 63, X: 0, U: 0 },
  child: { M: 138, F: 58, X: 0, U: 0 },
  adult: { M: 19, F: 5, X: 0, U: 0 },
  ageUnknown: 0,
  reintegratedCohort: 28,
  reintegratedPeriod: 28,
  erased: 0,
};

/** The seven tests of the COMPASS 2022 fixture (domain.md 5.3); the seventh comes with erasure. Each adds to the caseload of those before it. */
describe('COMPASS 2022, Zinder', () => {
  let reading: EmbeddedReading;
  let served: string[];

  beforeAll(async () => {
    reading = await createEmbeddedReading();
    await setTheCentre(reading);
    const people = [turning, ...many(137, boy), ...many(58, girl), ...many(19, man), ...many(5, woman)];
    served = await Promise.all(people.map((person, i) => assist(reading, { ...person, reintegrated: i < 28 })));
  }, 120_000);
  afterAll(() => reading.close());

  async function figures(period = year): Promise<Figures> {
    await reading.project();
    const { facts, cards } = await factsFromRows(AGENCY, pinBuilds(reading.deps.rows));
    return count(await openPeople(facts, cards, reading.deps.keys), period);
  }
  async function params(period: typeof year) {
    const request = { grantId: GRANT, centreId: CENTRE, ...period };
    const found = figureParams(request, await grantAndCentre(request, reading.deps.events));
    if (found === undefined) throw new Error('grant and centre are there');
    return found;
  }
  const count = async (people: Awaited<ReturnType<typeof openPeople>>, period: typeof year) =>
    figuresOf(countPersons(people, await params(period), now));

  it('1: 220 invented persons give the published figures', async () => {
    expect(await figures()).toEqual(published);
  });

  it('2: a 221st person with the same services under another grant changes nothing', async () => {
    await assist(reading, { ...boy, grant: OTHER_GRANT });
    expect(await figures()).toEqual(published);
  });

  it('3: a hundred more services to the same persons change nothing: persons are counted, not events', async () => {
    for (const stream of served.slice(100, 110)) await serve(reading, stream, { on: '2022-04-04', times: 10 });
    expect(await figures()).toEqual(published);
  });

  it('4: support for somebody who was not assisted in the year raises the period variant of IND-02 alone', async () => {
    await assist(reading, { ...boy, days: ['2021-11-01'], reintegrated: true });
    expect(await figures()).toEqual({ ...published, reintegratedPeriod: 29 });
  });

  it('5: who comes of age in July stays a boy for this report, and is a man for one that begins after it', async () => {
    const none = { M: 0, F: 0, X: 0, U: 0 };
    expect(await figures({ from: '2022-08-01', to: '2022-08-31' })).toEqual({
      ...published,
      total: 1,
      sex: { ...none, M: 1 },
      child: none,
      adult: { ...none, M: 1 },
      reintegratedCohort: 0,
      reintegratedPeriod: 0,
    });
    expect((await figures()).child.M).toBe(138);
  });

  it('6: built again, from the rows or from the log, the figures are the same to the byte', async () => {
    const before = JSON.stringify(await figures());
    for (const projection of allProjections) await reading.deps.rows.drop(projectionName(projection));
    expect(JSON.stringify(await figures())).toBe(before);
    const head = (await reading.deps.events.head()) ?? 0n;
    const { facts, cards } = await factsFromLog(AGENCY, head, reading.deps);
    expect(JSON.stringify(await count(await openPeople(facts, cards, reading.deps.keys), year))).toBe(before);
    const one = await computeRelease(AGENCY, await params(year), reading.deps);
    expect(JSON.stringify(await computeRelease(AGENCY, await params(year), reading.deps))).toBe(JSON.stringify(one));
  });
});
