import { aggregate, type AggregateState } from '../aggregate.ts';
import { region } from '../region.ts';
import type { Mark } from '../mark.ts';
import type { Metadata } from '../metadata.ts';
import type { ZonedDateTime } from '../partial-date-time.ts';
import { personEvents } from './events.ts';
import type { Sex } from '../code-lists/cl-01-sex.ts';

export type AgeFact =
  | { readonly kind: 'birth-year'; readonly birthYear: number | Mark }
  | { readonly kind: 'assessed'; readonly ageYears: number | Mark; readonly on: ZonedDateTime };

export type Identity = {
  readonly recorded: boolean;
  readonly sex: Sex | Mark | undefined;
  /** As the details state it, whatever an assessment says. */
  readonly birthYear: number | Mark | undefined;
  /** The newest statement about the age, whichever way it was made. */
  readonly age: AgeFact | undefined;
};

const initial: Identity = { recorded: false, sex: undefined, birthYear: undefined, age: undefined };

type Details = { readonly sex: Sex | Mark; readonly birthYear?: number | Mark | undefined };

/**
 * Details are given anew as a whole. A correction that repeats the birth year says nothing new about the age, so an assessment
 * since then stands: a name that is spelt anew must not make an adult of a child. One that leaves the year out takes it back.
 */
function ageAfter({ age, birthYear: before }: Identity, birthYear: number | Mark | undefined): AgeFact | undefined {
  if (age?.kind === 'assessed' && (birthYear === undefined || birthYear === before)) return age;
  return birthYear === undefined ? undefined : { kind: 'birth-year', birthYear };
}

const withDetails = (state: Identity, { sex, birthYear }: Details): Identity => ({ recorded: true, sex, birthYear, age: ageAfter(state, birthYear) });

/** An age that was assessed on a day nobody remembers was assessed on the day of its record at the latest. */
const dayOfAssessment = ({ occurredAt, recordedAt }: Metadata): ZonedDateTime =>
  occurredAt.precision === 'unknown' ? { value: recordedAt, precision: 'instant', zone: occurredAt.zone } : occurredAt;

const identityRegion = region<Identity>()({
  own: personEvents,
  initial,
  on: {
    IdentityDetailsRecorded: (state, { data }) => withDetails(state, data),
    IdentityDetailsCorrected: (state, { data }) => withDetails(state, data),
    AgeAssessed: (state, { data, metadata }) => ({ ...state, age: { kind: 'assessed', ageYears: data.ageYears, on: dayOfAssessment(metadata) } }),
  },
});

export const personAggregate = aggregate('person', { identity: identityRegion });
export type PersonState = AggregateState<{ identity: typeof identityRegion }>;
