/** What a case comes to: of how many rounds, in units per second. */
export type Figures = { readonly median: number; readonly least: number; readonly most: number; readonly rounds: number };

/** One slice of a case; resolves to units per second. */
export type Slice = () => Promise<number>;

export type Limits = { readonly rounds: number; /** No further round begins after it. One round is always measured. */ readonly budgetMs: number };

/** Every case once per round, so that a busy machine is busy for all of them. The first round warms up. */
export async function alternate<Name extends string>(cases: Readonly<Record<Name, Slice>>, { rounds, budgetMs }: Limits): Promise<Record<Name, Figures>> {
  const entries = Object.entries<Slice>(cases);
  const rates = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  const began = performance.now();
  for (let round = 0; round <= rounds && (round <= 1 || performance.now() - began < budgetMs); round++) {
    for (const [name, slice] of entries) {
      const rate = await slice();
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  return Object.fromEntries([...rates].map(([name, values]) => [name, figuresOf(values)])) as Record<Name, Figures>;
}

const figuresOf = (values: readonly number[]): Figures => ({
  median: quantile(values, 0.5),
  least: Math.min(...values),
  most: Math.max(...values),
  rounds: values.length,
});

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
