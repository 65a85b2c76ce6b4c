import { createApi } from '../demo/api.ts';
import { atOnce } from '../demo/at-once.ts';
import type { Person } from '../demo/caseload.ts';
import { createCast } from '../demo/cast.ts';
import { setTheScene } from '../demo/setting.ts';
import { createStage } from '../demo/stage.ts';
import { playPerson } from '../demo/story.ts';
import { hear } from './heard-api.ts';
import type { StandaloneOptions } from './standalone-process.ts';
import { startWithPartners } from './start-with-partners.ts';

const AT_ONCE = 8;
export const YEAR = 2022;

/** What the story needs of a system: both modes have it. */
export type PlayedSystem = AsyncDisposable & { readonly url: string; readonly issuer: string };

type Play<System extends PlayedSystem> = Pick<StandaloneOptions, 'logLevel'> & {
  readonly start: (options: Pick<StandaloneOptions, 'logLevel' | 'webhookPorts'>) => Promise<System>;
  readonly people: readonly Person[];
  /** Names all that the story makes. */
  readonly run: string;
  readonly change?: Parameters<typeof hear>[1];
};

/** The demo's story on the real program, with two partners that listen on free ports. */
export async function play<System extends PlayedSystem>({ start, people, run, change, logLevel }: Play<System>) {
  const { system, partners, end } = await startWithPartners((webhookPorts) => start({ webhookPorts, ...(logLevel ? { logLevel } : {}) }));
  try {
    const { api, given } = hear(createApi({ url: system.url, issuer: system.issuer, waitSeconds: 20 }), change);
    const stage = createStage({ api, run, year: YEAR });
    const cast = createCast(stage);
    await setTheScene(stage, cast, { partners, persons: people.length + 10, year: YEAR });
    await atOnce(AT_ONCE, people, (person) => playPerson(person, { stage, cast, partners }));
    return { system, api, given, stage, cast, partners, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

export type Played<System extends PlayedSystem = PlayedSystem> = Awaited<ReturnType<typeof play<System>>>;
