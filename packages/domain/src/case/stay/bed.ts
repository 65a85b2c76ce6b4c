import type { ContextOf } from '../../context-request.ts';
import type { centreOccupancyOf } from '../../centre/centre-queries.ts';
import type { CentreProfile } from '../../centre/state.ts';
import { reject, type Rejection } from '../../rejection.ts';

type Occupancy = ContextOf<{ occupancy: ReturnType<typeof centreOccupancyOf> }>['occupancy'];
type Bed = { readonly occupancy: Occupancy; readonly centre: CentreProfile; readonly child: boolean };
type Limit = { readonly occupied: number; readonly places: number };

/** The limit that one more person would exceed, as far as it is known; a child also takes one of the places for minors. */
function exceeded({ occupancy, centre, child }: Bed): Limit | undefined {
  if (occupancy === 'unchecked') return undefined;
  const all: Limit = { occupied: occupancy.present, places: centre.capacity };
  const { minors } = occupancy;
  const known = child && minors !== undefined && centre.minorCapacity !== undefined;
  const limits: readonly Limit[] = known ? [all, { occupied: minors, places: centre.minorCapacity }] : [all];
  return limits.find(({ occupied, places }) => occupied >= places);
}

/** Not where nobody was counted, nor where a child takes a place for minors and nobody could count these. */
const isChecked = ({ occupancy, centre, child }: Bed): boolean =>
  occupancy !== 'unchecked' && !(child && centre.minorCapacity !== undefined && occupancy.minors === undefined);

/** I-50: refused where the centre is known to be full and nobody answers for it; the rule says what was known. */
export function bedFor(bed: Bed, overridden: boolean): { refusal?: Rejection; rule: string } {
  const limit = exceeded(bed);
  if (limit === undefined) return { rule: isChecked(bed) ? 'I-50' : 'I-50:unchecked' };
  return overridden ? { rule: 'I-50:override' } : { rule: 'I-50', refusal: reject('CENTRE_FULL', limit) };
}
