import { caseAggregate } from '@amana/domain/case/state';
import type { PersonFacts, StatusFact } from '@amana/domain/figures/person-facts';
import type { ZonedDateTime } from '@amana/domain/partial-date-time';
import { personAggregate, type AgeFact } from '@amana/domain/person/state';
import type { IndicatorFacts } from '@amana/domain/projections/indicator-facts';
import type { RowBody, SealedRef } from '@amana/domain/projections/projection';
import type { DomainEvent } from '@amana/domain/event-definition';
import type { Keys } from '@amana/privacy/subject-keys';
import { mayOpen } from '../read-event.ts';
import { readRefs } from '../read-refs.ts';
import { streamOf } from '../stream-of.ts';

const definitions = { ...caseAggregate.events, ...personAggregate.events };
const options = { definitions, may: mayOpen(['statistic']) };

type Ref = SealedRef & { readonly occurredAt: ZonedDateTime };
const refOf = (body: RowBody | undefined): Ref | undefined => body as unknown as Ref | undefined;

/** The newest identity and age of a person, as `person-card` keeps them. */
export type Card = { readonly identity?: RowBody; readonly age?: RowBody };

/**
 * Joins the facts of cases with the persons whom they are about, and opens their `statistic` parts in one go. Nothing else is
 * opened: figures need no name.
 */
export async function openPeople(facts: readonly IndicatorFacts[], cards: ReadonlyMap<string, Card>, keys: Keys): Promise<PersonFacts[]> {
  const refs = [...facts.flatMap((each) => (each.statuses ?? []).map((status) => refOf(status) as Ref)), ...[...cards.values()].flatMap(refsOfCard)];
  const events = await readRefs(refs, keys, options);
  const opened = new Map(events.map((event) => [event.id, event]));
  const byPerson = Map.groupBy(
    facts.filter((each) => each.personId !== undefined && each.controller !== undefined),
    (each) => streamOf('person', each.personId as string, each.controller as string),
  );
  return [...byPerson].map(([person, cases]) => ({
    person,
    cases: cases.map((each) => ({ facts: each, statuses: (each.statuses ?? []).map((status) => statusOf(refOf(status) as Ref, opened)) })),
    ...personOf(cards.get(person), opened),
  }));
}

const refsOfCard = ({ identity, age }: Card): Ref[] => [refOf(identity), refOf(age)].filter((ref) => ref !== undefined);

const statusOf = (ref: Ref, opened: ReadonlyMap<string, DomainEvent>): StatusFact => ({
  eventId: ref.id,
  status: opened.get(ref.id)?.data['status'] as StatusFact['status'],
  occurredAt: ref.occurredAt,
});

function personOf(card: Card | undefined, opened: ReadonlyMap<string, DomainEvent>): Pick<PersonFacts, 'sex' | 'age'> {
  const identity = refOf(card?.identity);
  const age = refOf(card?.age);
  const details = identity && opened.get(identity.id)?.data;
  const assessed = age && opened.get(age.id)?.data;
  return { sex: details?.['sex'] as PersonFacts['sex'], age: newestAge(details, assessed && { ageYears: assessed['ageYears'], on: age.occurredAt }) };
}

/** An assessment says more than a year of birth; a later correction of the year is followed by an assessment where it matters. */
function newestAge(details: DomainEvent['data'] | undefined, assessed: { ageYears: unknown; on: ZonedDateTime } | undefined): AgeFact | undefined {
  if (assessed !== undefined) return { kind: 'assessed', ageYears: assessed.ageYears as number, on: assessed.on };
  const birthYear = details?.['birthYear'];
  return birthYear === undefined ? undefined : { kind: 'birth-year', birthYear: birthYear as number };
}
