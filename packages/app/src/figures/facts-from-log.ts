import { kindOfStream } from '@amana/domain/aggregate';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { indicatorFacts } from '@amana/domain/projections/indicator-facts';
import { personCard } from '@amana/domain/projections/person-card';
import type { Projection, RowBody } from '@amana/domain/projections/projection';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import { logUpTo } from '../log-up-to.ts';
import { projected } from '../project-batch.ts';
import type { Facts } from './facts-from-rows.ts';

/**
 * The same facts from the log itself, up to and with the pinned position: a release never depends on how far a read model had
 * come, and it can be computed again years later with the same result.
 */
export async function factsFromLog(controller: string, upTo: bigint, deps: { events: EventStore; definitions: EventDefinitions }): Promise<Facts> {
  const cases = new Map<string, RowBody>();
  const people = new Map<string, RowBody>();
  for await (const event of logUpTo(upTo, deps.events)) {
    if (event.metadata['controller'] !== controller) continue;
    const kind = kindOfStream(event.stream);
    if (kind === 'case') evolve(cases, indicatorFacts, { event, definitions: deps.definitions });
    if (kind === 'person') evolve(people, personCard, { event, definitions: deps.definitions });
  }
  return { facts: [...cases.values()], cards: people };
}

function evolve(states: Map<string, RowBody>, projection: Projection, of: { event: RecordedEvent; definitions: EventDefinitions }): void {
  const before = states.get(of.event.stream) ?? projection.initial;
  states.set(of.event.stream, projection.evolve(before, projected(of.event, of.definitions)));
}
