import { dayOf } from '../calendar.ts';
import { known } from '../mark.ts';
import { instantOf, spanOf, type ZonedDateTime } from '../partial-date-time.ts';
import type { AgeFact, PersonState } from './state.ts';

export const FULL_AGE = 18;

function yearsBetween(earlier: string, later: string): number {
  const years = Number(later.slice(0, 4)) - Number(earlier.slice(0, 4));
  return later.slice(5) < earlier.slice(5) ? years - 1 : years;
}

/**
 * The least age that the fact allows on a day (`YYYY-MM-DD`): a birth year may lie late in its year, and whoever was found to be
 * 18 may have come of age on that very day, so was 17 the day before. Undefined: unknown or erased.
 */
export function leastAgeOn(fact: AgeFact | undefined, day: string): number | undefined {
  if (fact === undefined) return undefined;
  if (fact.kind === 'birth-year') {
    const birthYear = known(fact.birthYear);
    return birthYear === undefined ? undefined : Math.max(0, yearsBetween(`${birthYear}-12-31`, day));
  }
  const ageYears = known(fact.ageYears);
  const assessed = spanOf(fact.on, fact.on.zone);
  if (ageYears === undefined || assessed === undefined) return undefined;
  return Math.max(0, ageYears + yearsBetween(dayOf(assessed.to, fact.on.zone), day));
}

/** A child in case of doubt (I-09); an unknown or erased age counts as a child's (design: as of when). */
export function isChildOn(fact: AgeFact | undefined, day: string): boolean {
  const age = leastAgeOn(fact, day);
  return age === undefined || age < FULL_AGE;
}

/** As of the decision (ISO instant): for what leaves the agency. */
export const isChildNow = (person: PersonState | undefined, zone: string, now: string): boolean =>
  isChildOn(person?.identity.age, dayOf(Date.parse(now), zone));

/** As of when it happened, in its zone: a late entry is judged by its own day. An unknown day is judged by `now` (ISO instant). */
export function isChildAt(person: PersonState | undefined, occurredAt: ZonedDateTime, now: string): boolean {
  return isChildOn(person?.identity.age, dayOf(instantOf(occurredAt, now), occurredAt.zone));
}
