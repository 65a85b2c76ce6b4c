import type { Chance } from '../demo/chance.ts';

export const signals = ['SIGKILL', 'SIGTERM'] as const;
export type Signal = (typeof signals)[number];
export type Fall<Victim = string> = { readonly victim: Victim; readonly signal: Signal };

/** Who falls next, and how: first each victim once by each signal, in random order, and from then on any of them, three of four by SIGKILL. */
export function* fallsOf<Victim>(victims: readonly Victim[], chance: Chance): Generator<Fall<Victim>, never> {
  const once = victims.flatMap((victim) => signals.map((signal) => ({ victim, signal, place: chance.next() })));
  for (const { victim, signal } of once.toSorted((a, b) => a.place - b.place)) yield { victim, signal };
  for (;;) yield { victim: chance.pick(victims), signal: chance.percent(75) ? 'SIGKILL' : 'SIGTERM' };
}

export type FallsOfVictim = { readonly victim: string; readonly killed: number; readonly stopped: number };

/** How often each was killed and stopped, also one that never was. */
export const countFalls = (victims: readonly string[], falls: readonly Fall[]): FallsOfVictim[] =>
  victims.map((victim) => {
    const own = falls.filter((fall) => fall.victim === victim);
    const killed = own.filter(({ signal }) => signal === 'SIGKILL').length;
    return { victim, killed, stopped: own.length - killed };
  });
