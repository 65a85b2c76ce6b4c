import type { CaseState } from '../../code-lists/case-state.ts';
import { pick } from '../../field-tree.ts';
import { listener } from '../../region.ts';
import { assessmentEvents } from '../assessment/events.ts';
import { closureEvents } from '../closure/events.ts';
import { identificationEvents } from '../identification/events.ts';
import { planEvents } from '../plan/events.ts';
import { referralEvents } from '../referral/events.ts';
import { reintegrationEvents } from '../reintegration/events.ts';
import { serviceEvents } from '../service/events.ts';

/**
 * The main machine (domain.md 2.5; the table there is normative). It only listens: every move follows from a fact of another
 * region, and from clear fields alone, so that a replay after an erasure still arrives at the same state.
 */
export type Lifecycle = {
  readonly status: CaseState | undefined;
  readonly opened: boolean;
  /** Items of the plan and tracks that are still open: when the last one closes, follow-up begins. */
  readonly openItems: readonly string[];
  readonly openTracks: readonly string[];
};

const initial: Lifecycle = { status: undefined, opened: false, openItems: [], openTracks: [] };

const without = (ids: readonly string[], gone: readonly string[]) => ids.filter((id) => !gone.includes(id));
const to = (state: Lifecycle, status: CaseState): Lifecycle => ({ ...state, status });

function afterClosing(state: Lifecycle): Lifecycle {
  const active = state.status === 'IN_ASSISTANCE' || state.status === 'REINTEGRATING';
  return active && state.openItems.length === 0 && state.openTracks.length === 0 ? to(state, 'FOLLOW_UP') : state;
}

export const lifecycleRegion = listener<Lifecycle>()({
  to: {
    ...identificationEvents,
    ...pick(assessmentEvents, 'InterviewConducted', 'AssessmentApproved'),
    ...pick(planEvents, 'CasePlanApproved', 'CasePlanItemAdded', 'CasePlanItemCompleted', 'CasePlanAgreedByPerson'),
    ...pick(serviceEvents, 'ServiceDelivered'),
    ...pick(referralEvents, 'ReferralSent'),
    ...pick(reintegrationEvents, 'ReintegrationTrackStarted', 'ReintegrationTrackCompleted'),
    ...pick(closureEvents, 'CaseClosed', 'CaseReopened'),
  },
  initial,
  on: {
    PersonIdentified: (state) => to(state, 'IDENTIFIED'),
    ScreeningCompleted: (state, { data }) => (data.outcome === 'NONE' ? to(state, 'SCREENED_OUT') : state),
    CaseOpened: (state) => ({ ...state, opened: true }),
    PersonRegistered: (state) => (state.status === 'IDENTIFIED' ? to(state, 'REGISTERED') : state),
    GuardianAppointed: (state) => state,
    CaseworkerAssigned: (state) => state,
    InterviewConducted: (state) => (state.status === 'REGISTERED' ? to(state, 'IN_ASSESSMENT') : state),
    AssessmentApproved: (state) => (state.status === 'IN_ASSESSMENT' ? to(state, 'ASSESSED') : state),
    CasePlanItemAdded: (state, { data }) => {
      const added = { ...state, openItems: [...state.openItems, data.itemId] };
      return state.status === 'FOLLOW_UP' ? to(added, 'IN_ASSISTANCE') : added;
    },
    CasePlanAgreedByPerson: (state, { data }) =>
      data.refusedItems.length === 0 ? state : afterClosing({ ...state, openItems: without(state.openItems, data.refusedItems) }),
    CasePlanItemCompleted: (state, { data }) => afterClosing({ ...state, openItems: without(state.openItems, [data.itemId]) }),
    CasePlanApproved: (state) => (state.status === 'ASSESSED' ? to(state, 'PLANNED') : state),
    ServiceDelivered: (state, { data }) => (state.status === 'PLANNED' && data.itemId !== undefined ? to(state, 'IN_ASSISTANCE') : state),
    ReferralSent: (state) => (state.status === 'PLANNED' ? to(state, 'IN_ASSISTANCE') : state),
    ReintegrationTrackStarted: (state, { data }) => {
      const started = { ...state, openTracks: [...state.openTracks, data.trackId] };
      return state.status === 'IN_ASSISTANCE' ? to(started, 'REINTEGRATING') : started;
    },
    ReintegrationTrackCompleted: (state, { data }) => afterClosing({ ...state, openTracks: without(state.openTracks, [data.trackId]) }),
    CaseClosed: (state) => to(state, 'CLOSED'),
    CaseReopened: (state) => to(state, 'IN_ASSESSMENT'),
  },
});
