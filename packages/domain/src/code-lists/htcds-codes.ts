import type { CodeEntry } from './code-list.ts';
import { htcdsV2Picklists, type HtcdsCode, type HtcdsField } from './htcds-v2-picklists.ts';

/** For `source` of a list that is built on the standard: the licence asks for the credit wherever its codes are shown. */
export function htcdsSource(field: HtcdsField): string {
  return `Human Trafficking Case Data Standard (HTCDS) v2.0, ${field}, IOM, CC BY 4.0; French labels and added codes are ours`;
}

/**
 * All codes of a picklist of the standard, with its English labels and our own columns. A code that is missing or misspelled in
 * `own` does not compile.
 */
export function htcdsCodes<Field extends HtcdsField>(
  field: Field,
  own: { readonly [Code in HtcdsCode<Field>]: Omit<CodeEntry, 'en' | 'htcds'> },
): { readonly [Code in HtcdsCode<Field>]: CodeEntry } {
  const entries = Object.entries<string>(htcdsV2Picklists[field]).map(([code, en]) => {
    const { fr, ...columns } = own[code as HtcdsCode<Field>];
    return [code, { fr, en, htcds: code, ...columns }];
  });
  return Object.fromEntries(entries);
}
