import { readFileSync } from 'node:fs';

type Cell = string | boolean | number | null;
type Table = { columns: string[]; rows: Cell[][] };
type Fact = { fact: string; real: unknown };
type GoldenAnswers = { append: Table; remove: Table; reads: Fact[]; subscriptions: Fact[]; limits: Fact[]; orders: Record<string, string> };

/** What a real EventStoreDB 24.6.0 answered; `about` in the file says how it was asked. */
const golden = JSON.parse(readFileSync(new URL('golden-answers.json', import.meta.url), 'utf8')) as GoldenAnswers;

export type GoldenRow = Record<string, Cell | undefined>;

export const goldenRows = (table: 'append' | 'remove'): GoldenRow[] =>
  golden[table].rows.map((row) => Object.fromEntries(golden[table].columns.map((column, index) => [column, row[index]])));

/** The answer to one question of a list. Throws where it was not asked: a test that misspells it must not pass. */
export function goldenFact(list: 'reads' | 'subscriptions' | 'limits', fact: string): unknown {
  const found = golden[list].find((each) => each.fact === fact);
  if (found === undefined) throw new Error(`not among the golden answers: ${fact}`);
  return found.real;
}
