import { createApi, type Answer, type Api } from '../demo/api.ts';
import { atOnce } from '../demo/at-once.ts';
import { caseload } from '../demo/caseload.ts';
import { createCast } from '../demo/cast.ts';
import { createChance } from '../demo/chance.ts';
import { setTheScene } from '../demo/setting.ts';
import { createStage } from '../demo/stage.ts';
import { playPerson } from '../demo/story.ts';
import { hear } from '../testing/heard-api.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { YEAR } from '../testing/play.ts';
import { runOf } from '../testing/seed.ts';
import { startUnlimited } from '../testing/start-unlimited.ts';
import { startWithPartners } from '../testing/start-with-partners.ts';

const TIMES = 3;
const CLIENTS = 50;

export type Repeated = {
  /** Commands that are stored. */
  readonly commands: number;
  /** How often one was sent. */
  readonly sendings: number;
  readonly faults: readonly string[];
};

/** Without the id of the sending, which a refusal carries. */
const told = ({ status, body: { instance: _instance, ...body }, headers }: Answer): string =>
  JSON.stringify([status, body, headers.get('etag'), headers.get('amana-position')]);

/** Sends every command three times at once; all must be told the same. */
function thrice(api: Api, faults: string[]): Api {
  return {
    ...api,
    post: async (user, path, command) => {
      const [first, ...others] = await Promise.all(Array.from({ length: TIMES }, () => api.post(user, path, command)));
      if (others.some((other) => told(other) !== told(first as Answer))) faults.push(`told differently at once: ${path}`);
      return first as Answer;
    },
  };
}

/**
 * Fifty clients that play the story of the demo, each with persons of its own. Every command is sent three times at once; and when all
 * is played, everything three times more, shuffled, by all of them.
 */
export async function repeatEverything({ seed, persons }: { seed: number; persons: number }): Promise<Repeated> {
  const chance = createChance(seed);
  const people = caseload({ persons, year: YEAR }, chance);
  const faults: string[] = [];
  const { system, partners, end } = await startWithPartners((webhookPorts) => startUnlimited({ webhookPorts }));
  try {
    const plain = createApi({ url: system.url, issuer: system.issuer, waitSeconds: 20 });
    const { api, given } = hear(thrice(plain, faults));
    const stage = createStage({ api, run: runOf(seed), year: YEAR });
    const cast = createCast(stage);
    await setTheScene(stage, cast, { partners, persons: persons + 10, year: YEAR });
    await atOnce(CLIENTS, people, (person) => playPerson(person, { stage, cast, partners }));

    const stored = given.filter(({ answer }) => answer.status === 201); // a refusal is not remembered
    const again = Array.from({ length: TIMES }, () => stored).flat();
    const shuffled = again.map((one) => ({ one, order: chance.next() })).toSorted((a, b) => a.order - b.order);
    await atOnce(CLIENTS, shuffled, async ({ one: { as, path, key, body, answer, command } }) => {
      if (told(await plain.post(as, path, { key, body })) !== told(answer)) faults.push(`told differently later: ${command.name}`);
    });

    await system.kill('SIGTERM');
    const events = (await logOf(system.folder)).filter((event) => !isOfTheSystem(event));
    const commands = new Set(events.map(({ metadata }) => metadata['commandId'])).size;
    if (events.length !== stage.tally.events) faults.push(`${stage.tally.events} events were acknowledged, ${events.length} are stored`);
    if (commands !== stage.tally.acknowledged) faults.push(`${stage.tally.acknowledged} commands were acknowledged, ${commands} are stored`);
    return { commands, sendings: TIMES * given.length + again.length, faults };
  } finally {
    await end();
  }
}
