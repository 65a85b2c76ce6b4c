import type { Item } from '../code-lists/cl-22-item.ts';
import { reject, type Rejection } from '../rejection.ts';

type Places = { readonly capacity: number; readonly minorCapacity?: number | undefined };

export const placesAddUp = ({ capacity, minorCapacity = 0 }: Places): Rejection | undefined =>
  minorCapacity > capacity ? reject('MINOR_CAPACITY_TOO_HIGH', {}, ['/minorCapacity']) : undefined;

/** A count replaces what was known: of two numbers for one item the last would win in silence. */
export function eachItemOnce(lines: readonly { readonly code: Item }[]): Rejection | undefined {
  const codes = lines.map(({ code }) => code);
  const twice = codes.findIndex((code, i) => codes.indexOf(code) < i);
  const item = codes[twice];
  return item === undefined ? undefined : reject('ITEM_NAMED_TWICE', { item }, [`/items/${twice}/code`]);
}
