import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export const parts = ['embedded', 'distributed'] as const;
export type Part = (typeof parts)[number];

export type FaultOptions = { readonly seed: number; readonly run: readonly Part[] };

export const usage = 'npm run fault -- [embedded] [distributed] [--seed <number>]: kills and stops the system under load, about 15 minutes; without a word both parts.';

const isPart = (word: string): word is Part => (parts as readonly string[]).includes(word);

/** Undefined for anything else than what `usage` says. */
export function parseFaultOptions(args: readonly string[]): FaultOptions | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { seed: { type: 'string' } }, allowPositionals: true });
    const seed = values.seed ?? String(randomInt(2 ** 31));
    const run = parts.filter((part) => positionals.length === 0 || positionals.includes(part));
    return /^\d{1,10}$/.test(seed) && positionals.every(isPart) ? { seed: Number(seed), run } : undefined;
  } catch {
    return undefined; // an option that there is not
  }
}
