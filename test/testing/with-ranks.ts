/**
 * Rows whose positions in the log are replaced by their rank among all of them. Positions are another store's after a move, and rows
 * are made anew there; the order that they tell must be the same.
 */
export function withRanks<T>(rows: T): T {
  const text = JSON.stringify(rows);
  const place = /(position\\?":\\?")(\d+)/g; // a row may be held as text
  const all = [...new Set(Array.from(text.matchAll(place), ([, , position]) => BigInt(position ?? '')))].toSorted((a, b) => (a < b ? -1 : 1));
  const ranks = new Map(all.map((position, rank) => [String(position), rank]));
  return JSON.parse(text.replaceAll(place, (_found, before: string, position: string) => `${before}${ranks.get(position)}`)) as T;
}
