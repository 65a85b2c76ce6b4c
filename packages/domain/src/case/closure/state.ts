import type { ClosureReason } from '../../code-lists/cl-53-closure-reason.ts';
import type { Mark } from '../../mark.ts';
import { region } from '../../region.ts';
import { closureEvents } from './events.ts';

export type Closure = {
  readonly request: { readonly closureId: string; readonly requestedBy: string; readonly reason: ClosureReason | Mark } | undefined;
  readonly usedIds: readonly string[];
  readonly closedEventId: string | undefined;
};

export const closureRegion = region<Closure>()({
  own: closureEvents,
  initial: { request: undefined, usedIds: [], closedEventId: undefined },
  on: {
    ClosureRequested: (state, { data, metadata }) => ({
      ...state,
      usedIds: [...state.usedIds, data.closureId],
      request: { closureId: data.closureId, requestedBy: metadata.actor.userId, reason: data.reason },
    }),
    ClosureApproved: (state) => ({ ...state, request: undefined }),
    ClosureReturned: (state) => ({ ...state, request: undefined }),
    CaseClosed: (state, { id }) => ({ ...state, closedEventId: id }),
    CaseReopened: (state) => ({ ...state, request: undefined }),
  },
});
