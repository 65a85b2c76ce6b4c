import { fold } from '@amana/domain/aggregate';
import { caseAggregate } from '@amana/domain/case/state';
import type { PersonFacts, StatusFact } from '@amana/domain/figures/person-facts';
import type { ZonedDateTime } from '@amana/domain/partial-date-time';
import { personAggregate } from '@amana/domain/person/state';
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
const refOf = (body: RowBody): Ref => body as unknown as Ref;

/** The newest identity and age of a person, and the details before them that matter for the age, as `person-card` keeps them. */
export type Card = { readonly identity?: RowBody; readonly age?: RowBody; readonly earlier?: readonly RowBody[] };
type CardRef = Ref & { readonly revision: number; readonly recordedAt: string };

/**
 * Joins the facts of cases with the persons whom they are about, and opens their `statistic` parts in one go. Nothing else is
 * opened: figures need no name.
 */
export async function openPeople(facts: readonly IndicatorFacts[], cards: ReadonlyMap<string, Card>, keys: Keys): Promise<PersonFacts[]> {
  const refs = [...facts.flatMap((each) => (each.statuses ?? []).map((status) => refOf(status))), ...[...cards.values()].flatMap(refsOfCard)];
  const events = await readRefs(refs, keys, options);
  const opened = new Map(events.map((event) => [event.id, event]));
  const byPerson = Map.groupBy(
    facts.filter((each) => each.personId !== undefined && each.controller !== undefined),
    (each) => streamOf('person', each.personId as string, each.controller as string),
  );
  return [...byPerson].map(([person, cases]) => ({
    person,
    cases: cases.map((each) => ({ facts: each, statuses: (each.statuses ?? []).map((status) => statusOf(refOf(status), opened)) })),
    ...personOf(cards.get(person) ?? {}, person, opened),
  }));
}

/** In the order in which they were recorded. */
const refsOfCard = ({ identity, age, earlier = [] }: Card): CardRef[] =>
  ([...earlier, identity, age].filter((ref) => ref !== undefined) as unknown as CardRef[]).toSorted((one, other) => one.revision - other.revision);

const statusOf = (ref: Ref, opened: ReadonlyMap<string, DomainEvent>): StatusFact => ({
  eventId: ref.id,
  status: opened.get(ref.id)?.data['status'] as StatusFact['status'],
  occurredAt: ref.occurredAt,
});

/** By the fold of the person itself: figures and guards MUST NOT differ in who is a child. */
function personOf(card: Card, stream: string, opened: ReadonlyMap<string, DomainEvent>): Pick<PersonFacts, 'sex' | 'age'> {
  const events = refsOfCard(card).flatMap(({ id, occurredAt, recordedAt }) => {
    const event = opened.get(id);
    return event === undefined ? [] : [{ ...event, metadata: { ...event.metadata, occurredAt, recordedAt } }];
  });
  const { sex, age } = fold(personAggregate, stream, events).identity;
  return { sex, age };
}
