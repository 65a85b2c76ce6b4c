import type { Chance } from '../demo/chance.ts';

/** Chance that leaves nothing to chance: what is likely happens, of many things the first, of numbers the least. */
export const steadyChance: Chance = {
  next: () => 0,
  between: (from) => from,
  pick: (from) => from[0] as (typeof from)[number],
  percent: (of) => of >= 50,
};
