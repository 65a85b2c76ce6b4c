import type { Projection, RowBody, SealedRef } from './projection.ts';

type State = RowBody & { readonly controller?: string; readonly identity?: RowBody; readonly age?: RowBody };

/** The newest identity and age of a person, sealed as they stand in their events: what lists show of a person, and what figures ask for. */
export const personCard: Projection<State> = {
  name: 'person-card',
  version: 1,
  indexes: [['controller']],
  kinds: ['person'],
  initial: {},
  evolve: (state, event) => {
    const ref = event.ref as SealedRef & RowBody;
    const controller = event.metadata.controller;
    if (event.type === 'AgeAssessed') return { ...state, controller, age: { ...ref, occurredAt: event.metadata.occurredAt } };
    return { ...state, controller, identity: { ...ref, occurredAt: event.metadata.occurredAt } };
  },
  rows: ({ controller = '', identity, age }) => [
    { rowId: 'person', keys: { controller }, body: { ...(identity ? { identity } : {}), ...(age ? { age } : {}) } },
  ],
};
