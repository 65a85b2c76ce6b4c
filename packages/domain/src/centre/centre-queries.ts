import type { Item } from '../code-lists/cl-22-item.ts';
import { query } from '../context-request.ts';

/**
 * Who is in a centre now: the persons of all cases whose last admission names it and has no exit yet. Params: centreId.
 * `present`: all of them. `minors`: those who are under 18 or of unknown age; left out where the ages cannot be read, as by rows, which
 * hold no key. The places for minors are then not checked, and the decision says so (I-50:unchecked).
 */
export const centreOccupancyOf = query<{ readonly present: number; readonly minors?: number }>('centre-occupancy');

/**
 * What a centre has left: for each item what was counted last, and received and issued since (by the order of the log), as one net figure.
 * Params: centreId. It may be negative, where a race or a late entry issued more than there was (I-52). An item that was neither
 * counted nor received is left out: of such an item nothing is known, and nothing is refused.
 */
export const centreStockOf = query<Readonly<Partial<Record<Item, number>>>>('centre-stock');
