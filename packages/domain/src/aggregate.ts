import type { DomainEvent, EventDefinitions } from './event-definition.ts';
import type { Region } from './region.ts';

export type StreamKind = 'case' | 'person' | 'agency' | 'centre' | 'grant' | 'report';

type AnyRegion = { readonly own: EventDefinitions; readonly initial: unknown; readonly evolve: (state: never, event: DomainEvent) => unknown };
type Regions = { readonly [name: string]: AnyRegion };
type StatesOf<R extends Regions> = { readonly [K in keyof R]: R[K]['initial'] };

/** The fold of one stream. `revision` is that of its last event, or 'no-stream'. */
export type AggregateState<R extends Regions = Regions> = StatesOf<R> & { readonly stream: StreamFacts };

export type StreamFacts = {
  readonly name: string;
  readonly revision: number | 'no-stream';
  /** The agency responsible for the stream; undefined before its first event. */
  readonly controller: string | undefined;
};

export type Aggregate<State extends { stream: StreamFacts } = { stream: StreamFacts }> = {
  readonly kind: StreamKind;
  readonly events: EventDefinitions;
  readonly initial: (stream: string) => State;
  readonly evolve: (state: State, event: DomainEvent) => State;
};

export function aggregate<R extends Regions>(kind: StreamKind, regions: R): Aggregate<AggregateState<R>> {
  const entries = Object.entries(regions) as unknown as [string, Region][];
  return {
    kind,
    events: Object.assign({}, ...entries.map(([, region]) => region.own)) as EventDefinitions,
    initial: (name) =>
      ({
        ...Object.fromEntries(entries.map(([key, region]) => [key, region.initial])),
        stream: { name, revision: 'no-stream', controller: undefined },
      }) as unknown as AggregateState<R>,
    evolve: (state, event) =>
      ({
        ...Object.fromEntries(entries.map(([key, region]) => [key, region.evolve((state as Record<string, unknown>)[key], event)])),
        stream: { name: state.stream.name, revision: event.revision, controller: state.stream.controller ?? event.metadata.controller },
      }) as unknown as AggregateState<R>,
  };
}

export const fold = <State extends { stream: StreamFacts }>(of: Aggregate<State>, stream: string, events: Iterable<DomainEvent>): State => {
  let state = of.initial(stream);
  for (const event of events) state = of.evolve(state, event);
  return state;
};

/** `case-<uuid>`; the id is everything behind the first hyphen. */
export const streamName = (kind: StreamKind, id: string): string => `${kind}-${id}`;
export const idOfStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
export const kindOfStream = (stream: string): string => stream.slice(0, stream.indexOf('-'));
