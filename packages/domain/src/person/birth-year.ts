import type { PartialDateTime } from '../partial-date-time.ts';
import { reject, type Rejection } from '../rejection.ts';

type Birth = { readonly birthdate?: PartialDateTime | undefined; readonly birthYear?: number | undefined };

const yearOf = (birthdate: PartialDateTime | undefined): number | undefined =>
  birthdate === undefined || birthdate.precision === 'unknown' ? undefined : Number(birthdate.value.slice(0, 4));

export function birthYearFits({ birthdate, birthYear }: Birth): Rejection | undefined {
  const year = yearOf(birthdate);
  return year === undefined || birthYear === undefined || year === birthYear ? undefined : reject('BIRTH_YEAR_CONTRADICTS', {}, ['/birthYear']);
}

/** The year alone is `statistic`: figures need it, and it outlives the erasure of the full date. */
export function withBirthYear<B extends Birth>(details: B): B {
  const birthYear = details.birthYear ?? yearOf(details.birthdate);
  return birthYear === undefined ? details : { ...details, birthYear };
}
