import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../demo/api.ts';
import type { Cast } from '../../demo/cast.ts';
import { createStage } from '../../demo/stage.ts';
import { draftReferral } from '../../fault/case-under-load.ts';

export type CommandPump = {
  /** Lets the clients go on for so long; resolves to acknowledged commands per second. Rejects where a client met an answer that it did not expect. */
  slice(ms: number): Promise<number>;
};

type Options = { readonly api: Api; readonly cast: Cast; readonly run: string; readonly year: number; readonly clients: number; /** Of the first case; each pump needs its own. */ readonly first: number };

/** Clients that play one case after the other, each command after the answer to the one before, and stand still between two slices. */
export function createCommandPump({ api, cast, run, year, clients, first }: Options): CommandPump {
  let gate = Promise.withResolvers<void>();
  const underWay = new Set<Promise<unknown>>();
  const post: Api['post'] = async (...args) => {
    await gate.promise;
    const answer = api.post(...args);
    underWay.add(answer);
    return answer.finally(() => underWay.delete(answer));
  };
  const stage = createStage({ api: { ...api, post }, run, year });
  const client = async (_value: unknown, n: number): Promise<never> => {
    for (let number = first + n; ; number += clients) await draftReferral({ stage, cast }, number);
  };
  const failed = Promise.all(Array.from({ length: clients }, client));
  failed.catch(() => undefined); // whoever asks for the next slice is told

  return {
    slice: async (ms) => {
      const [before, began] = [stage.tally.acknowledged, performance.now()];
      gate.resolve();
      await Promise.race([sleep(ms), failed]);
      gate = Promise.withResolvers();
      await Promise.allSettled(underWay);
      return ((stage.tally.acknowledged - before) * 1_000) / (performance.now() - began);
    },
  };
}
