import type { CodeEntry, CodeList } from './code-list.ts';

type AgeBand = CodeEntry & { readonly fromYears?: number };

/**
 * The band of an age in years, `UNK` when it is not known (never asked, withheld, erased). Bands stand in ascending order.
 * For figures only: a rule that protects children MUST take an unknown age for a child's.
 */
export function ageBandOf<Code extends string>(list: CodeList<Code | 'UNK', AgeBand>, ageYears: number | undefined): Code | 'UNK' {
  if (ageYears === undefined) return 'UNK';
  const bands = Object.entries<AgeBand>(list.codes).filter(([, band]) => band.fromYears !== undefined && band.fromYears <= ageYears);
  return (bands.at(-1)?.[0] ?? 'UNK') as Code | 'UNK';
}
