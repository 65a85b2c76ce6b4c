import type { Aggregate, StreamFacts } from '../aggregate.ts';
import type { ProjectedEvent, RowBody } from './projection.ts';

/** The fold of an aggregate as plain JSON: what is undefined is left out, and reads as undefined again. */
export function foldInto<State extends { stream: StreamFacts }>(of: Aggregate<State>, before: RowBody | undefined, event: ProjectedEvent): RowBody {
  const state = (before ?? of.initial(event.stream)) as unknown as State;
  return JSON.parse(JSON.stringify(of.evolve(state, event))) as RowBody;
}
