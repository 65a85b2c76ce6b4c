import { aggregate, type AggregateState } from '../aggregate.ts';
import { region } from '../region.ts';
import type { Mark } from '../mark.ts';
import type { ZonedDateTime } from '../partial-date-time.ts';
import { personEvents } from './events.ts';
import type { Sex } from '../code-lists/cl-01-sex.ts';

/** The newest statement about the age, whichever way it was made. */
export type AgeFact =
  | { readonly kind: 'birth-year'; readonly birthYear: number | Mark }
  | { readonly kind: 'assessed'; readonly ageYears: number | Mark; readonly on: ZonedDateTime };

export type Identity = {
  readonly recorded: boolean;
  readonly sex: Sex | Mark | undefined;
  readonly age: AgeFact | undefined;
};

const initial: Identity = { recorded: false, sex: undefined, age: undefined };

type Details = { readonly sex: Sex | Mark; readonly birthYear?: number | Mark | undefined };
const withDetails = (state: Identity, { sex, birthYear }: Details): Identity => ({
  recorded: true,
  sex,
  age: birthYear === undefined ? state.age : { kind: 'birth-year', birthYear },
});

const identityRegion = region<Identity>()({
  own: personEvents,
  initial,
  on: {
    IdentityDetailsRecorded: (state, { data }) => withDetails(state, data),
    IdentityDetailsCorrected: (state, { data }) => withDetails(state, data),
    AgeAssessed: (state, { data, metadata }) => ({ ...state, age: { kind: 'assessed', ageYears: data.ageYears, on: metadata.occurredAt } }),
  },
});

export const personAggregate = aggregate('person', { identity: identityRegion });
export type PersonState = AggregateState<{ identity: typeof identityRegion }>;
