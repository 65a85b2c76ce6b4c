import { describe, expect, it } from '@jest/globals';
import { newSeed, runOf } from '../testing/seed.ts';
import { breakAtBytes } from './break-at-bytes.ts';
import { repeatEverything } from './repeat-everything.ts';

/** The short form: main.ts breaks the link at every byte and plays more persons. */
const STRIDE = 5;
const PERSONS = 50;

describe('clients on weak links', () => {
  it('whose link breaks in a command or in its answer send it again, get the first answer, and it is stored once', async () => {
    const { faults, cuts, heardInPart } = await breakAtBytes({ run: runOf(newSeed('broken links')), stride: STRIDE });
    expect(faults).toEqual([]);
    expect(cuts).toBeGreaterThan(200);
    expect(heardInPart).toBeGreaterThan(10);
  }, 300_000);

  it('fifty of them repeat everything three times, at once and shuffled later: nothing is stored twice, and every repeat gets the first answer', async () => {
    const { faults, commands, sendings } = await repeatEverything({ seed: newSeed('repeats'), persons: PERSONS });
    expect(faults).toEqual([]);
    expect(sendings).toBeGreaterThanOrEqual(commands * 6);
    expect(commands).toBeGreaterThan(PERSONS * 20);
  }, 300_000);
});
