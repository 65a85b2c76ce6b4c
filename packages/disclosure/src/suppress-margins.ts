export type Margin = { readonly name: string; readonly cells: readonly { readonly code: string; readonly value: number }[] };
export type ShownMargin = Margin & { readonly shown: boolean; readonly withheldBecause?: 'CELL_BELOW_K' };

/** Figures of fewer persons than this are never shown (5.4). A release may be stricter, never laxer. */
export const LEAST_K = 11;

/**
 * Shows a margin only where each of its cells holds at least k persons, else withholds it whole: with one cell alone left out,
 * it would follow from the total (5 women from 63 females and 58 girls, D-02). A withheld margin keeps no cell, not even a code.
 * An empty margin (nobody counted) is withheld too: that nobody was there is also a statement about few.
 * Throws where k is below LEAST_K.
 */
export function suppressMargins(margins: readonly Margin[], k: number): ShownMargin[] {
  if (!Number.isInteger(k) || k < LEAST_K) throw new RangeError(`k must be a whole number of at least ${LEAST_K}`);
  return margins.map(({ name, cells }) => {
    const shown = cells.length > 0 && cells.every((cell) => cell.value >= k);
    return shown ? { name, cells, shown } : { name, cells: [], shown, withheldBecause: 'CELL_BELOW_K' };
  });
}
