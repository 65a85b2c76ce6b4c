import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

export type DemoOptions = {
  readonly seed: number;
  readonly persons: number;
  readonly year: number;
  /** Names everything that this run makes; a run that is named again goes on with what is there. */
  readonly run: string;
  readonly url: string;
  readonly issuer: string;
  /** Seconds that the system may be away before the demo gives up. */
  readonly wait: number;
};

const usage = `npm run demo -- [--seed N] [--persons N] [--year YYYY] [--run UUID] [--url URL] [--issuer URL] [--wait SECONDS]`;

/** @throws Error with the usage where a value is not what it has to be. */
export function demoOptions(args: readonly string[]): DemoOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { seed: text, persons: text, year: text, run: text, url: text, issuer: text, wait: text } });
  const number = (name: 'seed' | 'persons' | 'year' | 'wait', [otherwise, least, most]: readonly [number, number, number]): number => {
    const value = Number(values[name] ?? otherwise);
    if (!Number.isInteger(value) || value < least || value > most) throw new Error(`--${name} is a whole number from ${least} to ${most}\n${usage}`);
    return value;
  };
  return {
    seed: number('seed', [1, 0, 4_294_967_295]),
    persons: number('persons', [220, 20, 20_000]),
    year: number('year', [2022, 2015, new Date().getUTCFullYear() - 1]),
    run: values.run ?? randomUUID(),
    url: values.url ?? 'http://127.0.0.1:8080',
    issuer: values.issuer ?? 'http://127.0.0.1:4010',
    wait: number('wait', [120, 1, 3_600]),
  };
}
