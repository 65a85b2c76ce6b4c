import type { Aggregate, StreamFacts } from '../aggregate.ts';
import type { ProjectedEvent, RowBody } from './projection.ts';

/**
 * The fold of an aggregate as plain JSON: what is undefined is left out, and reads as undefined again. A region that an event does not
 * move is the JSON that it was: only the others are made anew, for this is most of what a projection costs.
 */
export function foldInto<State extends { stream: StreamFacts }>(of: Aggregate<State>, before: RowBody | undefined, event: ProjectedEvent): RowBody {
  if (before === undefined) return asJson(of.evolve(of.initial(event.stream), event));
  const after: Readonly<Record<string, unknown>> = of.evolve(before as unknown as State, event);
  const regions = Object.entries(after).filter(([, state]) => state !== undefined);
  return Object.fromEntries(regions.map(([name, state]) => [name, state === before[name] ? (state as RowBody) : asJson(state)]));
}

const asJson = (state: unknown): RowBody => JSON.parse(JSON.stringify(state)) as RowBody;
