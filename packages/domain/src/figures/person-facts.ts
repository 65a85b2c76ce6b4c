import type { Sex } from '../code-lists/cl-01-sex.ts';
import type { VictimStatus } from '../code-lists/cl-08-victim-status.ts';
import type { Mark } from '../mark.ts';
import type { ZonedDateTime } from '../partial-date-time.ts';
import type { AgeFact } from '../person/state.ts';
import type { IndicatorFacts } from '../projections/indicator-facts.ts';

/** `eventId`: a UUIDv7, so determinations of several cases have an order. */
export type StatusFact = { readonly eventId: string; readonly status: VictimStatus | Mark; readonly occurredAt: ZonedDateTime };

/** All that indicators ask of one person: the facts of all cases of the person with one controller, opened where they were sealed. */
export type PersonFacts = {
  /** Stream of the person: donors' figures count distinct persons, never cases and never events. */
  readonly person: string;
  readonly cases: readonly { readonly facts: IndicatorFacts; readonly statuses: readonly StatusFact[] }[];
  readonly sex: Sex | Mark | undefined;
  readonly age: AgeFact | undefined;
};
