import { randomInt, createHash } from 'node:crypto';
import { v5 } from 'uuid';

const NAMESPACE = '0193c5a0-0000-7000-8000-00000000beef';

/** Another seed at each run, printed so that a failure can be played again: set the number here in its place. */
export function newSeed(test: string): number {
  const seed = randomInt(2 ** 31);
  process.stderr.write(`${test}: seed ${seed}\n`);
  return seed;
}

/** The id of a run that follows from its seed. */
export const runOf = (seed: number): string => v5(String(seed), NAMESPACE);

/** Bytes that are the same for the same words. */
export const bytesOf = (size: number, ...words: readonly unknown[]): Uint8Array =>
  createHash('shake256', { outputLength: size }).update(JSON.stringify(words)).digest();
