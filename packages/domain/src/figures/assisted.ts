import { minorityOf, type Minority } from '../code-lists/cl-03-minority.ts';
import { isMark, known } from '../mark.ts';
import { isAfter, spanOf, type PartialDateTime, type ZonedDateTime } from '../partial-date-time.ts';
import { leastAgeOn } from '../person/age.ts';
import type { IndicatorFacts, Qualifying } from '../projections/indicator-facts.ts';
import { daysOf, firstNightIn, liesIn, type Period } from './period.ts';
import type { PersonFacts, StatusFact } from './person-facts.ts';

/** Which definition of 5.2 the figures follow; a change of what counts is a new version. */
export const DEFINITION_VERSION = 1;

export type FigureParams = Period & {
  readonly centreId: string;
  readonly zone: string;
  readonly grantCode: string;
  /** The grant's own first and last day. */
  readonly grantPeriod: Period;
};



/** One person as the figures see it. `assistedOn`: first qualifying day in the period; `reintegrated`: got support in the period. */
export type Counted = {
  readonly person: string;
  readonly assistedOn: string | undefined;
  readonly reintegrated: boolean;
  readonly sex: 'M' | 'F' | 'X' | 'U';
  readonly minority: Minority;
  readonly mayBeReported: boolean;
  readonly erased: boolean;
};

type Validity = { readonly validFrom: PartialDateTime; readonly validUntil?: PartialDateTime; readonly zone: string };

/** A start or an end that is known to the day counts with its whole day. */
function holdsAt({ validFrom, validUntil, zone }: Validity, at: number): boolean {
  const until = validUntil && spanOf(validUntil, zone);
  return !isAfter(validFrom, zone, at) && (until === undefined || at <= until.to);
}

const victims: readonly string[] = ['PossibleVictimOfTrafficking', 'ActualVictimOfTrafficking'];

/**
 * Persons who count for IND-01 (assisted by the centre) or for IND-02 (reintegration support), with how they are disaggregated.
 * `asOf` (ISO instant): whether a person may be reported is judged then, because a release lets data leave.
 */
export function countPersons(people: readonly PersonFacts[], params: FigureParams, asOf: string): Counted[] {
  return people.map((person) => countOne(person, params, Date.parse(asOf))).filter((counted) => counted.assistedOn !== undefined || counted.reintegrated);
}

function countOne(person: PersonFacts, params: FigureParams, asOf: number): Counted {
  const days = person.cases.flatMap(({ facts }) => assistedDays(facts, params)).toSorted();
  const support = person.cases.flatMap(({ facts }) => supportDays(facts, params)).toSorted();
  const status = statusAtEnd(person, params);
  const first = isVictim(status) ? days[0] : undefined;
  const age = leastAgeOn(person.age, first ?? support[0] ?? params.to);
  return {
    person: person.person,
    assistedOn: first,
    reintegrated: support.length > 0,
    sex: sexOf(person),
    minority: minorityOf(age),
    mayBeReported: person.cases.some(({ facts }) => Object.values(facts.reporting ?? {}).some((validity) => holdsAt(validity as unknown as Validity, asOf))),
    erased: isMark(person.sex) || isMark(status?.status),
  };
}

const isVictim = (fact: StatusFact | undefined): boolean => fact !== undefined && !isMark(fact.status) && victims.includes(fact.status);

const sexOf = ({ sex }: PersonFacts): Counted['sex'] => known(sex) ?? 'U';

/** The last determination by the end of the period, in the order of the log (I-42). */
function statusAtEnd(person: PersonFacts, { to, zone }: FigureParams): StatusFact | undefined {
  const statuses = person.cases.flatMap((each) => each.statuses);
  return statuses.filter(({ occurredAt }) => (daysOf(occurredAt, zone)?.from ?? to) <= to).at(-1);
}

const assistedDays = (facts: IndicatorFacts, params: FigureParams): string[] =>
  daysWhere(facts, params, (fact) => fact.kind !== 'REINTEGRATION' && fact.centreId === params.centreId);

const supportDays = (facts: IndicatorFacts, params: FigureParams): string[] => daysWhere(facts, params, (fact) => fact.kind === 'REINTEGRATION');

const daysWhere = (facts: IndicatorFacts, params: FigureParams, counts: (fact: Qualifying) => boolean): string[] =>
  (facts.qualifying ?? [])
    .filter((fact) => counts(fact) && namesGrant(fact, params))
    .flatMap((fact) => dayIn(fact, params) ?? [])
    .filter((day) => isPaidFor(facts, day, params));

function dayIn(fact: Qualifying, params: FigureParams): string | undefined {
  const days = daysOf(fact.occurredAt as unknown as ZonedDateTime, params.zone);
  if (fact.kind !== 'STAY') return liesIn(days, params) ? days.from : undefined;
  const until = fact.until && daysOf(fact.until as unknown as ZonedDateTime, params.zone)?.from;
  return days && firstNightIn({ from: days.to, until }, params);
}

/** An event that names grants counts for these alone; one that names none counts for every grant that pays for the case (I-53). */
const namesGrant = (fact: Qualifying, { grantCode }: FigureParams): boolean => fact.grants.length === 0 || fact.grants.includes(grantCode);

/** I-53: the case is attributed to the grant from that day or an earlier one, and the grant runs. */
function isPaidFor(facts: IndicatorFacts, day: string, { grantCode, grantPeriod }: FigureParams): boolean {
  const attributed = (facts.attributions ?? []).some((attribution) => attribution['grantCode'] === grantCode && (attribution['from'] as string) <= day);
  return attributed && day >= grantPeriod.from && day <= grantPeriod.to;
}
