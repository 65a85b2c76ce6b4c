import { caseState, isOpenState, type CaseState } from '../../code-lists/case-state.ts';
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

const states = Object.keys(caseState.codes) as CaseState[];
const open = states.filter(isOpenState);
const ended = states.filter((status) => !isOpenState(status));

/** A row of the table; from any other state the fact moves nothing. */
const move = (state: Lifecycle, from: readonly (CaseState | undefined)[], status: CaseState): Lifecycle =>
  from.includes(state.status) ? { ...state, status } : state;

const afterClosing = (state: Lifecycle): Lifecycle =>
  state.openItems.length === 0 && state.openTracks.length === 0 ? move(state, ['IN_ASSISTANCE', 'REINTEGRATING'], 'FOLLOW_UP') : state;

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
    PersonIdentified: (state) => move(state, [undefined], 'IDENTIFIED'),
    ScreeningCompleted: (state, { data }) => (data.outcome === 'NONE' ? move(state, ['IDENTIFIED'], 'SCREENED_OUT') : state),
    CaseOpened: (state) => ({ ...state, opened: true }),
    PersonRegistered: (state) => (state.opened ? move(state, ['IDENTIFIED'], 'REGISTERED') : state),
    GuardianAppointed: (state) => state,
    CaseworkerAssigned: (state) => state,
    InterviewConducted: (state) => move(state, ['REGISTERED'], 'IN_ASSESSMENT'),
    AssessmentApproved: (state) => move(state, ['IN_ASSESSMENT'], 'ASSESSED'),
    CasePlanItemAdded: (state, { data }) => move({ ...state, openItems: [...state.openItems, data.itemId] }, ['FOLLOW_UP'], 'IN_ASSISTANCE'),
    CasePlanAgreedByPerson: (state, { data }) =>
      data.refusedItems.length === 0 ? state : afterClosing({ ...state, openItems: without(state.openItems, data.refusedItems) }),
    CasePlanItemCompleted: (state, { data }) => afterClosing({ ...state, openItems: without(state.openItems, [data.itemId]) }),
    CasePlanApproved: (state) => move(state, ['ASSESSED'], 'PLANNED'),
    ServiceDelivered: (state, { data }) => (data.itemId === undefined ? state : move(state, ['PLANNED'], 'IN_ASSISTANCE')),
    ReferralSent: (state) => move(state, ['PLANNED'], 'IN_ASSISTANCE'),
    ReintegrationTrackStarted: (state, { data }) =>
      move({ ...state, openTracks: [...state.openTracks, data.trackId] }, ['IN_ASSISTANCE'], 'REINTEGRATING'),
    ReintegrationTrackCompleted: (state, { data }) => afterClosing({ ...state, openTracks: without(state.openTracks, [data.trackId]) }),
    CaseClosed: (state) => move(state, open, 'CLOSED'),
    CaseReopened: (state) => move(state, ended, 'IN_ASSESSMENT'),
  },
});
