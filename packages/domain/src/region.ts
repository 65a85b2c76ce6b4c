import type { DomainEvent, EventDefinitions, EventOf } from './event-definition.ts';

type Handlers<State, D extends EventDefinitions> = { readonly [T in keyof D & string]: (state: State, event: EventOf<D, T>) => State };

/** A part of an aggregate that folds on its own. */
export type Region<State = unknown> = {
  readonly own: EventDefinitions;
  readonly initial: State;
  readonly evolve: (state: State, event: DomainEvent) => State;
};

function evolveBy<State>(on: object): Region<State>['evolve'] {
  const handlers = new Map(Object.entries(on)) as Map<string, (state: State, event: DomainEvent) => State>;
  return (state, event) => handlers.get(event.type)?.(state, event) ?? state;
}

/** A region with facts of its own, which may follow those of others: each of them has a handler, or it does not compile. `region<State>()({ ... })` */
export const region =
  <State>() =>
  <Own extends EventDefinitions, Heard extends EventDefinitions = Own>(definition: {
    own: Own;
    to?: Heard;
    initial: State;
    on: Handlers<State, Own & NoInfer<Heard>>;
  }): Region<State> => ({
    own: definition.own,
    initial: definition.initial,
    evolve: evolveBy(definition.on),
  });

/** A region without facts of its own: it follows those of others, each of which has a handler. */
export const listener =
  <State>() =>
  <Heard extends EventDefinitions>(definition: { to: Heard; initial: State; on: Handlers<State, Heard> }): Region<State> => ({
    own: {},
    initial: definition.initial,
    evolve: evolveBy(definition.on),
  });
