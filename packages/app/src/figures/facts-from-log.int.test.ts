import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { assist, setTheCentre } from '../testing/compass-people.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';
import { factsFromLog } from './facts-from-log.ts';

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
});
