import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { findReferral } from './find-referral.ts';
import { setTheCentre } from './testing/compass-people.ts';
import { createEmbeddedReading, type EmbeddedReading } from './testing/embedded-reading.ts';

describe('a referral that nobody made', () => {
  let reading: EmbeddedReading;
  beforeAll(async () => {
    reading = await createEmbeddedReading();
    await reading.project();
    await setTheCentre(reading);
  });
  afterAll(() => reading.close());

  it('is not-yet as long as the inbox has not read the log to its end', async () => {
    expect(await findReferral(v7(), reading.deps)).toBe('not-yet');
  });

  it('is unknown once it has', async () => {
    await reading.project();
    expect(await findReferral(v7(), reading.deps)).toBe('unknown');
  });

  it('is not-yet where the log was restored and the inbox is still of the era before', async () => {
    expect(await findReferral(v7(), { ...reading.deps, era: () => 'the-era-behind-it' })).toBe('not-yet');
  });
});
