import { isValid, type Validity } from '../case/consent/consent-in-force.ts';
import { minorityOf, type Minority } from '../code-lists/cl-03-minority.ts';
import { isMark, known } from '../mark.ts';
import type { ZonedDateTime } from '../partial-date-time.ts';
import { leastAgeOn } from '../person/age.ts';
import type { IndicatorFacts, Qualifying } from '../projections/indicator-facts.ts';
import { daysOf, firstNightIn, liesIn, type Period } from './period.ts';
import type { PersonFacts, StatusFact } from './person-facts.ts';

/** Which definition of 5.2 the figures follow; a change of what counts is a new version. Since 2 what was corrected counts no more. */
export const DEFINITION_VERSION = 2;

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
  /** What decides whether or how the person counts was erased. Where it was the status, the person is no longer counted as assisted. */
  readonly erased: boolean;
};

const victims: readonly string[] = ['PossibleVictimOfTrafficking', 'ActualVictimOfTrafficking'];

/**
 * Persons who count for IND-01 (assisted by the centre) or for IND-02 (reintegration support), with how they are disaggregated.
 * `asOf` (ISO instant): whether a person may be reported is judged then, because a release lets data leave.
 */
export function countPersons(people: readonly PersonFacts[], params: FigureParams, asOf: string): Counted[] {
  return people.flatMap((person) => countOne(person, params, Date.parse(asOf)) ?? []);
}

function countOne(person: PersonFacts, params: FigureParams, asOf: number): Counted | undefined {
  const days = person.cases.flatMap(({ facts }) => assistedDays(facts, params)).toSorted();
  const support = person.cases.flatMap(({ facts }) => supportDays(facts, params)).toSorted();
  const status = statusAtEnd(person, params);
  const first = isVictim(status) ? days[0] : undefined;
  const erased = days.length > 0 && (isMark(person.sex) || isMark(status?.status));
  if (first === undefined && support.length === 0 && !erased) return undefined;
  return {
    person: person.person,
    assistedOn: first,
    reintegrated: support.length > 0,
    sex: sexOf(person),
    minority: minorityOf(leastAgeOn(person.age, first ?? support[0] ?? params.to)),
    mayBeReported: person.cases.some(({ facts }) => Object.values(facts.reporting ?? {}).some((validity) => isValid(validity as unknown as Validity, asOf))),
    erased,
  };
}

const isVictim = (fact: StatusFact | undefined): boolean => fact !== undefined && !isMark(fact.status) && victims.includes(fact.status);

const sexOf = ({ sex }: PersonFacts): Counted['sex'] => known(sex) ?? 'U';

/**
 * The last determination by the end of the period (I-42): within a case in the order of the log, among cases the one whose event was
 * made last. Not the order of the cases: rows and log give them differently.
 */
function statusAtEnd(person: PersonFacts, { to, zone }: FigureParams): StatusFact | undefined {
  const isByEnd = ({ occurredAt }: StatusFact) => (daysOf(occurredAt, zone)?.from ?? to) <= to;
  const ofCases = person.cases.flatMap(({ statuses }) => statuses.filter(isByEnd).at(-1) ?? []);
  return ofCases.toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1)).at(-1);
}

const assistedDays = (facts: IndicatorFacts, params: FigureParams): string[] =>
  daysWhere(facts, params, (fact) => fact.kind !== 'REINTEGRATION' && fact.centreId === params.centreId);

const supportDays = (facts: IndicatorFacts, params: FigureParams): string[] => daysWhere(facts, params, (fact) => fact.kind === 'REINTEGRATION');

function daysWhere(facts: IndicatorFacts, params: FigureParams, counts: (fact: Qualifying) => boolean): string[] {
  const paid = paidPeriod(facts, params);
  if (paid === undefined) return [];
  const qualifying = (facts.qualifying ?? []).filter((fact) => counts(fact) && namesGrant(fact, params));
  return qualifying.flatMap((fact) => dayIn(fact, paid, params.zone) ?? []);
}

/** First day of the fact in the period; of a stay, the first night: one that began before counts from the period's first night on. */
function dayIn(fact: Qualifying, period: Period, zone: string): string | undefined {
  const days = daysOf(fact.occurredAt as unknown as ZonedDateTime, zone);
  if (fact.kind !== 'STAY') return liesIn(days, period) ? days.from : undefined;
  if (days === undefined) return undefined;
  // An exit on a day nobody knows may have been on the first day: such a stay has no night that is sure.
  const until = fact.until && (daysOf(fact.until as unknown as ZonedDateTime, zone)?.from ?? days.from);
  return firstNightIn({ from: days.to, until }, period);
}

/** An event that names grants counts for these alone; one that names none counts for every grant that pays for the case (I-53). */
const namesGrant = (fact: Qualifying, { grantCode }: FigureParams): boolean => fact.grants.length === 0 || fact.grants.includes(grantCode);

/** I-53: the days of the report on which the grant runs and the case is attributed to it; undefined where it never is. */
function paidPeriod({ attributions = [] }: IndicatorFacts, { from, to, grantCode, grantPeriod }: FigureParams): Period | undefined {
  const since = attributions.filter((attribution) => attribution['grantCode'] === grantCode).map((attribution) => attribution['from'] as string);
  const [first] = since.toSorted();
  if (first === undefined) return undefined;
  const paid = { from: [from, grantPeriod.from, first].toSorted().at(-1) ?? from, to: to < grantPeriod.to ? to : grantPeriod.to };
  return paid.from <= paid.to ? paid : undefined;
}
