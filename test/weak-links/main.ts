// The long form of the tests of weak links: the link breaks at every byte, and the demo’s 220 persons are played. By hand: npm run weak-links
import { newSeed, runOf } from '../testing/seed.ts';
import { breakAtBytes } from './break-at-bytes.ts';
import { repeatEverything } from './repeat-everything.ts';

const PERSONS = 220;

const write = (line: string) => process.stdout.write(`${line}\n`);
const links = await breakAtBytes({ run: runOf(newSeed('broken links')), stride: 1 });
write(`${links.cuts} links broken, one at each byte of a command and of its answer; ${links.heardInPart} times a part of the answer was heard`);
const repeats = await repeatEverything({ seed: newSeed('repeats'), persons: PERSONS });
write(`${repeats.commands} commands of fifty clients stored, sent ${repeats.sendings} times`);
const faults = [...links.faults, ...repeats.faults];
write(faults.length === 0 ? 'nothing stored twice, every repeat got the first answer' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
