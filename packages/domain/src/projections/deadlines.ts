import { addHours } from '../calendar.ts';
import { priority, type Priority } from '../code-lists/cl-28-priority.ts';
import { pick } from '../field-tree.ts';
import { listener } from '../region.ts';
import { followUpEvents } from '../case/follow-up/events.ts';
import { identificationEvents } from '../case/identification/events.ts';
import { planEvents } from '../case/plan/events.ts';
import { referralEvents } from '../case/referral/events.ts';
import { reintegrationEvents } from '../case/reintegration/events.ts';
import { safetyEvents } from '../case/safety/events.ts';
import { closureEvents } from '../case/closure/events.ts';
import type { Projection, RowBody } from './projection.ts';

export type DeadlineKind = 'REFERRAL_RECEIPT' | 'REFERRAL_ANSWER' | 'PLAN_ITEM' | 'FOLLOW_UP' | 'RISK_REVIEW' | 'TRACK_START';
/** `afterClosure`: a visit for when the case is closed (CL-50); it is owed then, too. */
type Deadline = { readonly kind: DeadlineKind; readonly dueAt: string; readonly afterClosure?: true };
type Due = {
  readonly closed: boolean;
  readonly caseworkerUserId?: string | undefined;
  readonly open: Readonly<Record<string, Deadline>>;
  /** By referral: how soon its receipt is to be confirmed follows from the priority of the draft (domain.md 4.4). */
  readonly priorities: Readonly<Record<string, Priority>>;
};
type State = RowBody & { readonly controller?: string; readonly due?: RowBody };

const set = (due: Due, id: string, deadline: Deadline): Due => ({ ...due, open: { ...due.open, [id]: deadline } });
const done = (due: Due, ...ids: readonly string[]): Due => ({ ...due, open: Object.fromEntries(Object.entries(due.open).filter(([id]) => !ids.includes(id))) });
/** A new agreement replaces the one before: what had not started by then is not started any more (REINTEGRATION_PLAN_REPLACED). */
const withoutStarts = (due: Due) => done(due, ...Object.keys(due.open).filter((id) => due.open[id]?.kind === 'TRACK_START'));
const referralDone = (due: Due, referralId: string) => done(due, `${referralId}-receipt`, `${referralId}-answer`);

/**
 * What is owed by when, from clear fields alone. A deadline that was met, or fell away, is no longer there. A closure meets none: the
 * item is open and the visit is scheduled still when the case is reopened, and only until then nobody owes it (rows, below).
 */
const dueRegion = listener<Due>()({
  to: {
    ...pick(identificationEvents, 'CaseOpened', 'CaseworkerAssigned'),
    ...referralEvents,
    ...pick(planEvents, 'CasePlanItemAdded', 'CasePlanItemCompleted', 'CasePlanAgreedByPerson'),
    ...followUpEvents,
    ...pick(safetyEvents, 'RiskLevelAssigned'),
    ...pick(reintegrationEvents, 'ReintegrationPlanAgreed', 'ReintegrationTrackStarted'),
    ...pick(closureEvents, 'CaseClosed', 'CaseReopened'),
  },
  initial: { closed: false, open: {}, priorities: {} },
  on: {
    CaseOpened: (due, { data }) => ({ ...due, caseworkerUserId: data.ownerUserId }),
    CaseworkerAssigned: (due, { data }) => ({ ...due, caseworkerUserId: data.userId }),
    ReferralDrafted: (due, { data }) => ({ ...due, priorities: { ...due.priorities, [data.referralId]: data.priority } }),
    ReferralSent: (due, { data, metadata }) => {
      const { acknowledgeHours } = priority.codes[due.priorities[data.referralId] ?? 'NORMAL'];
      const receipt: Deadline = { kind: 'REFERRAL_RECEIPT', dueAt: addHours(metadata.recordedAt, acknowledgeHours) };
      return set(set(due, `${data.referralId}-receipt`, receipt), `${data.referralId}-answer`, { kind: 'REFERRAL_ANSWER', dueAt: data.responseDueAt });
    },
    ReferralReceived: (due, { data }) => done(due, `${data.referralId}-receipt`),
    ReferralAccepted: (due, { data }) => referralDone(due, data.referralId),
    ReferralDeclined: (due, { data }) => referralDone(due, data.referralId),
    ReferralInformationRequested: (due) => due,
    ReferralInformationProvided: (due) => due,
    ReferralServiceStarted: (due) => due,
    ReferralCompleted: (due) => due,
    ReferralNotCompleted: (due) => due,
    ReferralRevoked: (due, { data }) => referralDone(due, data.referralId),
    ReferralUnderReview: (due) => due,
    CasePlanItemAdded: (due, { data }) => set(due, data.itemId, { kind: 'PLAN_ITEM', dueAt: data.dueDate }),
    CasePlanItemCompleted: (due, { data }) => done(due, data.itemId),
    CasePlanAgreedByPerson: (due, { data }) => done(due, ...data.refusedItems),
    FollowUpScheduled: (due, { data }) =>
      set(due, data.followUpId, { kind: 'FOLLOW_UP', dueAt: data.dueOn, ...(data.type === 'POST_CLOSURE' ? { afterClosure: true } : {}) }),
    FollowUpConducted: (due, { data }) => done(due, data.followUpId),
    RiskLevelAssigned: (due, { data }) => set(due, 'risk', { kind: 'RISK_REVIEW', dueAt: data.reviewDue }),
    ReintegrationPlanAgreed: (due, { data }) =>
      data.tracks.reduce((all, track) => set(all, track.trackId, { kind: 'TRACK_START', dueAt: track.startBy }), withoutStarts(due)),
    ReintegrationTrackStarted: (due, { data }) => done(due, data.trackId),
    CaseClosed: (due) => ({ ...due, closed: true }),
    CaseReopened: (due) => ({ ...due, closed: false }),
  },
});

/** Deadlines of cases, one row each, for caseworkers and supervisors. Whether one is overdue is asked of the clock when it is read. */
export const deadlines: Projection<State> = {
  name: 'deadlines',
  version: 2,
  indexes: [['controller', 'dueAt'], ['controller', 'caseworkerUserId', 'dueAt']],
  kinds: ['case'],
  initial: {},
  evolve: (state, event) => {
    const after = dueRegion.evolve((state.due ?? dueRegion.initial) as unknown as Due, event);
    return { controller: state.controller ?? event.metadata.controller, due: JSON.parse(JSON.stringify(after)) as RowBody };
  },
  rows: ({ controller = '', due }) => {
    const { caseworkerUserId = null, closed, open } = due as unknown as Due;
    const owed = Object.entries(open).filter(([, { afterClosure }]) => !closed || afterClosure);
    return owed.map(([id, { kind, dueAt }]) => ({
      rowId: id,
      keys: { controller, caseworkerUserId, kind, dueAt },
      body: { kind, dueAt, entityId: id.replace(/-(receipt|answer)$/, '') },
    }));
  },
};
