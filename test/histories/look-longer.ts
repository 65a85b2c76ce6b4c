import * as fc from 'fast-check';
import { newSeed } from '../testing/seed.ts';
import { histories } from './intents.ts';
import { playHistory } from './play-history.ts';
import { createPureHouse } from './pure-house.ts';
import { lengths } from './runs.ts';
import { createSurvey } from './survey.ts';

/** `look-longer.ts [runs] [seed]`: the rules over as many histories as one has patience for. Says the shortest history that breaks one. */
const [, , runs = '1000', seed] = process.argv;

await fc.assert(
  fc.asyncProperty(histories(lengths.rules), async (intents) => {
    const house = createPureHouse();
    const faults = createSurvey().ask(house, await playHistory(intents, house));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }),
  { seed: seed === undefined ? newSeed('histories') : Number(seed), numRuns: Number(runs), verbose: 1 },
);
process.stdout.write(`no rule is broken in ${runs} histories\n`);
