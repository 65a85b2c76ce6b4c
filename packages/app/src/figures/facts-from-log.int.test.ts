import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Qualifying } from '@amana/domain/projections/indicator-facts';
import { pinBuilds } from '../rebuild/pin-builds.ts';
import { assist, serve, setTheCentre } from '../testing/compass-people.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';
import { factsFromLog } from './facts-from-log.ts';
import { factsFromRows } from './facts-from-rows.ts';

describe('facts from the log', () => {
  let reading: EmbeddedReading;
  beforeEach(async () => {
    reading = await createEmbeddedReading();
    await setTheCentre(reading);
  });
  afterEach(() => reading.close());

  it('go up to and with the pinned position: what was stored after it changes nothing', async () => {
    await assist(reading, { sex: 'F', birthYear: 2008 });
    const pinned = (await reading.deps.events.head()) ?? 0n;
    const then = await factsFromLog(AGENCY, pinned, reading.deps);
    await assist(reading, { sex: 'M', birthYear: 1990 });
    expect(then.facts).toHaveLength(1);
    expect(await factsFromLog(AGENCY, pinned, reading.deps)).toEqual(then);
    const now = await factsFromLog(AGENCY, (await reading.deps.events.head()) ?? 0n, reading.deps);
    expect(now.facts).toHaveLength(2);
  });

  it('I-102: are those of the rows, and a service that was corrected counts in neither', async () => {
    const stream = await assist(reading, { sex: 'F', birthYear: 2008, days: ['2021-12-31'] });
    const [wrong] = (await reading.deps.events.readStream(stream)).events.slice(-1);
    await serve(reading, stream, { on: '2022-01-02', corrects: wrong?.id ?? '' });
    await reading.project();
    const fromLog = await factsFromLog(AGENCY, (await reading.deps.events.head()) ?? 0n, reading.deps);
    expect(fromLog.facts).toEqual((await factsFromRows(AGENCY, pinBuilds(reading.deps.rows))).facts);
    expect(fromLog.facts.map(({ qualifying }) => (qualifying as Qualifying[]).map(({ occurredAt }) => occurredAt['value']))).toEqual([['2022-01-02']]);
  });
});
