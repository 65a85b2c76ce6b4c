import { setTimeout as sleep } from 'node:timers/promises';
import { createApi } from '../demo/api.ts';
import { createCast } from '../demo/cast.ts';
import { setTheScene } from '../demo/setting.ts';
import { createStage } from '../demo/stage.ts';
import { hear } from '../testing/heard-api.ts';
import type { PlayedSystem } from '../testing/play.ts';
import type { StandaloneOptions } from '../testing/standalone-process.ts';
import { startWithPartners } from '../testing/start-with-partners.ts';
import { playCase } from './case-under-load.ts';

export const CLIENTS = 8;
const YEAR = 2022;

type Start<System> = (options: Pick<StandaloneOptions, 'webhookPorts'>) => Promise<System>;

export type LoadOptions = {
  /** How long a client takes no answer for one that may still come. */
  readonly waitSeconds?: number;
  /** Every third referral is taken back, so that its partner is to hear of it twice, in order, or of its end alone. */
  readonly revokes?: boolean;
};

/** A system with a partner, and eight clients that repeat each command with its key until it is answered, also over restarts. */
export async function startLoad<System extends PlayedSystem>(run: string, start: Start<System>, { waitSeconds = 20, revokes = false }: LoadOptions = {}) {
  const { system, partners, end: endSystem } = await startWithPartners((webhookPorts) => start({ webhookPorts }));
  const { api, given } = hear(createApi({ url: system.url, issuer: system.issuer, waitSeconds, longestPauseMs: 100 }));
  const stage = createStage({ api, run, year: YEAR });
  const cast = createCast(stage);
  const referrals: string[] = [];
  const revoked: string[] = [];
  const stopping = new AbortController();
  let clients: Promise<void> | undefined;

  const client = async (_value: unknown, first: number): Promise<void> => {
    for (let number = 1_000 + first; !stopping.signal.aborted; number += CLIENTS) {
      const referral = await playCase({ stage, cast }, number);
      referrals.push(referral.partnersId);
      if (!revokes || number % 3 !== 0) continue;
      await referral.revoke();
      revoked.push(referral.partnersId);
    }
  };
  async function begin(): Promise<void> {
    await setTheScene(stage, cast, { partners, persons: 1_000, year: YEAR });
    clients = Promise.all(Array.from({ length: CLIENTS }, client)).then(() => undefined);
    clients.catch(() => stopping.abort()); // it may fail before anyone asks; `more` and `stop` then say why
  }
  const end = async () => {
    stopping.abort();
    await clients?.catch(() => undefined);
    await endSystem();
  };
  await begin().catch(async (error: unknown) => {
    await end();
    throw error;
  });

  return {
    system,
    api,
    given,
    referrals,
    /** Those of them that were taken back. */
    revoked,
    health: partners.health,
    /** Resolves when so many more commands have been answered; rejects where a client met an answer that it did not expect. */
    more: async (count: number): Promise<void> => {
      const goal = given.length + count;
      while (given.length < goal) {
        if (stopping.signal.aborted) return clients;
        await sleep(2);
      }
    },
    /** Lets each client finish the case that it is at. Rejects as `more` does. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await clients;
    },
    [Symbol.asyncDispose]: end,
  };
}
