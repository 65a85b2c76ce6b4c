import { SingleBar } from 'cli-progress';
import { createApi } from './api.ts';
import { atOnce } from './at-once.ts';
import { caseload, type Person } from './caseload.ts';
import { createCast } from './cast.ts';
import { createChance } from './chance.ts';
import { compare } from './compare.ts';
import { demoOptions } from './options.ts';
import { createPartner } from './partner.ts';
import { setTheScene } from './setting.ts';
import { createStage } from './stage.ts';
import { playPerson } from './story.ts';
import { createVerdict } from './verdict.ts';

const AT_ONCE = 16;
const PARTNER_PORTS = { health: 4021, school: 4022 };
const write = (line: string) => process.stdout.write(`${line}\n`);

/** Plays the caseload of a centre through the public API, keeps its own tally, and holds it against what the system says. Resolves to the exit code. */
async function demo(): Promise<number> {
  const options = demoOptions(process.argv.slice(2));
  const api = createApi({ url: options.url, issuer: options.issuer, waitSeconds: options.wait });
  const { purpose } = await api.about();
  if (purpose === 'production') throw new Error('this is a production log: the demo writes invented persons and refuses');

  const started = performance.now();
  const stage = createStage({ api, run: options.run, year: options.year });
  const cast = createCast(stage);
  const people = caseload(options, createChance(options.seed));
  const partners = { health: createPartner(PARTNER_PORTS.health), school: createPartner(PARTNER_PORTS.school) };
  write(`Demo: ${people.length} invented persons of ${options.year}, seed ${options.seed}, run ${options.run}, log: ${purpose}`);
  await Promise.all(Object.values(partners).map((partner) => partner.start()));
  try {
    await setTheScene(stage, cast, { partners, persons: options.persons, year: options.year });
    await playAll(people, (person) => playPerson(person, { stage, cast, partners }));
    const verdict = createVerdict(write);
    await compare({ api, stage, cast, people, partners, year: options.year, verdict });
    const agrees = verdict.print();
    const { acknowledged, events, refused } = stage.tally;
    write(`  ${acknowledged} commands acknowledged, ${events} events, ${refused} refused as they had to be, ${api.counts.unanswered} sent again; ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    write(agrees ? 'The tally agrees.' : 'The tally does NOT agree.');
    return agrees ? 0 : 1;
  } finally {
    await Promise.all(Object.values(partners).map((partner) => partner.stop()));
  }
}

async function playAll(people: readonly Person[], play: (person: Person) => Promise<void>): Promise<void> {
  const bar = new SingleBar({ format: '{bar} {value}/{total} persons  {duration_formatted}', noTTYOutput: !process.stdout.isTTY, notTTYSchedule: 10_000 });
  bar.start(people.length, 0);
  try {
    await atOnce(AT_ONCE, people, async (person) => {
      await play(person);
      bar.increment();
    });
  } finally {
    bar.stop();
  }
}

process.exitCode = await demo().catch((error: unknown) => {
  write(error instanceof Error ? error.message : String(error));
  return 1;
});
