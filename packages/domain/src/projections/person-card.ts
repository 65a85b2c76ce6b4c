import type { Projection, ProjectedEvent, RowBody, SealedRef } from './projection.ts';

type State = RowBody & {
  readonly controller?: string;
  readonly identity?: RowBody;
  readonly age?: RowBody;
  readonly earlier?: readonly RowBody[];
};

/** With what the fold of a person asks of an event: its place among the others, and when it happened and was recorded. */
const refOf = ({ ref, revision, metadata }: ProjectedEvent): RowBody => ({
  ...(ref as SealedRef & RowBody),
  revision,
  occurredAt: metadata.occurredAt,
  recordedAt: metadata.recordedAt,
});

/**
 * The newest identity and age of a person, sealed as they stand in their events: what lists show of a person, and what figures ask
 * for. Which of the two says how old the person is depends on what was corrected since the assessment, and only who can open the
 * details can tell: so `earlier` keeps all details from those on that stood when the age was assessed, without the newest.
 */
export const personCard: Projection<State> = {
  name: 'person-card',
  version: 2,
  indexes: [['controller']],
  kinds: ['person'],
  initial: {},
  evolve: (state, event) => {
    const { controller } = event.metadata;
    if (event.type === 'AgeAssessed') return { ...state, controller, age: refOf(event), earlier: [] };
    const { identity, age, earlier = [] } = state;
    return { ...state, controller, identity: refOf(event), earlier: identity && age ? [...earlier, identity] : [] };
  },
  rows: ({ controller = '', identity, age, earlier = [] }) => [
    { rowId: 'person', keys: { controller }, body: { ...(identity ? { identity } : {}), ...(age ? { age } : {}), earlier } },
  ],
};
