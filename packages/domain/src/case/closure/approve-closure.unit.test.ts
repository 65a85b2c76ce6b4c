import { describe, expect, it } from '@jest/globals';
import { closureReason, type ClosureReason } from '../../code-lists/cl-53-closure-reason.ts';
import { ERASED } from '../../mark.ts';
import { caseIn, opened, registered, identified } from '../../testing/case-facts.ts';
import { CASEWORKER, given, PERSON_ID, SUPERVISOR } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { followUpFact } from '../follow-up/events.ts';
import { planFact } from '../plan/events.ts';
import { referralFact } from '../referral/events.ts';
import { draft, REFERRAL, referralIn } from '../referral/fixtures.ts';
import { completed, underWay } from '../reintegration/fixtures.ts';
import { caseAggregate } from '../state.ts';
import { stayFact } from '../stay/events.ts';
import { approveClosure } from './approve-closure.ts';
import { closureFact } from './events.ts';
import { CLOSURE, OTHER_CLOSURE, request, requested, returned } from './fixtures.ts';

const body = { closureId: CLOSURE };
const adult = { context: { person: personAged(30) }, actor: { userId: SUPERVISOR } };
const child = { context: { person: personAged(12) }, actor: { userId: SUPERVISOR } };
const closing = (...facts: readonly Given[]) => given(caseAggregate, facts);
const closed = (reason: ClosureReason = 'GOALS_ACHIEVED', more: object = {}) => [
  closureFact('ClosureApproved', body),
  { type: 'CaseClosed', data: { closureId: CLOSURE, reason, htcdsStatus: 'Closed', retentionUntil: '2032-06-15', ...more } },
];

const held = followUpFact('FollowUpConducted', { followUpId: CLOSURE, mode: 'PHONE', wellbeing: 'STABLE', safe: true, newRisks: [] });
const admitted = stayFact('AdmittedToCentre', { centreId: CLOSURE, unit: 'B2', separateMinorUnit: false });
const left = stayFact('LeftCentre', { centreId: CLOSURE, reason: 'END_OF_NEED' });
const reasons = Object.keys(closureReason.codes) as ClosureReason[];
const isEarly = (reason: ClosureReason) => 'earlyExit' in closureReason.codes[reason];

/** The case of the referral in this state, brought to follow-up by the end of the only item of its plan. */
const followedUp = (...facts: readonly Given[]) => [
  ...facts,
  planFact('CasePlanItemAdded', { planId: CLOSURE, itemId: OTHER_CLOSURE, objectiveId: CLOSURE, service: 'EDUCATION', providerAgencyId: CLOSURE, dueDate: '2022-09-01' }),
  planFact('CasePlanItemCompleted', { itemId: OTHER_CLOSURE }),
];

describe('ApproveClosure', () => {
  it('I-32, I-95: given a case in follow-up with nothing under way, when another person approves, then it is closed', () => {
    const when = closing(...caseIn('FOLLOW_UP'), requested()).when(approveClosure, body, adult);
    when.then(...closed());
    when.relyingOn({ rules: ['I-32', 'I-95', 'I-97'], consentIds: [] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'] });
    const end = { ...closureFact('CaseClosed', { ...body, reason: 'GOALS_ACHIEVED', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' }), id: OTHER_CLOSURE };
    const { state } = closing(...caseIn('FOLLOW_UP'), requested(), closureFact('ClosureApproved', body), end);
    expect(state.lifecycle.status).toBe('CLOSED');
    expect(state.closure).toEqual({ request: undefined, usedIds: [CLOSURE], closedEventId: OTHER_CLOSURE });
  });

  it('I-32: given a request, when whoever made it approves it, then it is refused', () => {
    closing(...caseIn('FOLLOW_UP'), requested()).when(approveClosure, body, { ...adult, actor: { userId: CASEWORKER } }).thenRejected('SAME_PERSON_APPROVES');
  });

  it.each([
    ['no request', [], 'NO_SUCH_CLOSURE_REQUEST'],
    ['a request that was returned', [requested(), returned], 'NO_SUCH_CLOSURE_REQUEST'],
    ['a case that is closed already', [requested(), closureFact('ClosureApproved', body), closureFact('CaseClosed', { ...body, reason: 'DECEASED', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' })], 'CASE_NOT_OPEN'],
  ] as const)('given %s, when the closure is approved, then it is refused', (_what, facts, code) => {
    closing(...caseIn('FOLLOW_UP'), ...facts).when(approveClosure, body, adult).thenRejected(code);
  });

  it('given another request, when this one is approved, then it is refused', () => {
    const { outcome } = closing(...caseIn('FOLLOW_UP'), requested()).when(approveClosure, { closureId: OTHER_CLOSURE }, adult);
    expect(outcome).toEqual({ rejected: 'NO_SUCH_CLOSURE_REQUEST', params: {}, pointers: ['/closureId'] });
  });

  it.each(reasons)('I-96: given the reason %s, when the case closes, then the status of the standard follows from it', (reason) => {
    const status = reason === 'TRANSFERRED' ? 'ClosedReferred' : 'Closed';
    expect(closureReason.codes[reason].htcds).toBe(status);
    closing(...caseIn('FOLLOW_UP'), requested(reason)).when(approveClosure, body, adult).then(...closed(reason, { htcdsStatus: status }));
  });

  it.each(reasons)('CL-53: given a case in assistance, when its closure for %s is approved, then early exits close it and others do not', (reason) => {
    const when = closing(...caseIn('IN_ASSISTANCE'), requested(reason)).when(approveClosure, body, adult);
    if (isEarly(reason)) when.then(...closed(reason, reason === 'TRANSFERRED' ? { htcdsStatus: 'ClosedReferred' } : {}));
    else when.thenRejected('CLOSURE_NOT_YET');
  });

  it.each(['IDENTIFIED', 'REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'REINTEGRATING'] as const)(
    'CL-53: given a case in state %s, when an early exit is approved, then it is closed',
    (state) => {
      closing(...caseIn(state), requested('LOST_CONTACT')).when(approveClosure, body, adult).then(...closed('LOST_CONTACT'));
    },
  );

  it.each(['DRAFT', 'SENT', 'RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE'] as const)(
    'I-95: given a referral in state %s, when the goals are achieved, then the closure is refused; when the contact is lost, then the referral is revoked in the same append',
    (state) => {
      const { outcome } = closing(...followedUp(...referralIn(state)), requested()).when(approveClosure, body, adult);
      expect(outcome).toEqual({ rejected: 'OPEN_REFERRALS', params: { count: 1 }, pointers: [] });
      const [approval, end] = closed('LOST_CONTACT');
      closing(...referralIn(state), requested('LOST_CONTACT'))
        .when(approveClosure, body, adult)
        .then(...[approval, referralFact('ReferralRevoked', { referralId: REFERRAL, cause: 'CASE_CLOSED' }), end].filter((event) => event !== undefined));
    },
  );

  it.each(['COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED'] as const)('I-95: given a referral in state %s, when the case closes, then it stands in no way', (state) => {
    closing(...followedUp(...referralIn(state)), requested()).when(approveClosure, body, adult).then(...closed());
    closing(...referralIn(state), requested('DECEASED')).when(approveClosure, body, adult).then(...closed('DECEASED'));
  });

  it('I-95: given several referrals, when an early exit is approved, then all that are open are revoked, and only these', () => {
    const second = referralFact('ReferralDrafted', { ...draft, referralId: OTHER_CLOSURE });
    const ended = [referralFact('ReferralDrafted', { ...draft, referralId: CLOSURE }), referralFact('ReferralRevoked', { referralId: CLOSURE, cause: 'STAFF' })];
    const { outcome } = closing(...referralIn('SENT'), second, ...ended, requested('SECURITY')).when(approveClosure, body, adult);
    expect(outcome).toMatchObject({
      events: [
        { type: 'ClosureApproved' },
        { type: 'ReferralRevoked', data: { referralId: REFERRAL } },
        { type: 'ReferralRevoked', data: { referralId: OTHER_CLOSURE } },
        { type: 'CaseClosed' },
      ],
    });
  });

  it('I-95: given a live track, when the goals are achieved, then the closure is refused until it is completed; an early exit leaves the track where it stands', () => {
    const live = [...caseIn('FOLLOW_UP'), ...underWay().slice(caseIn('IN_ASSISTANCE').length)];
    const { outcome } = closing(...live, requested()).when(approveClosure, body, adult);
    expect(outcome).toEqual({ rejected: 'LIVE_TRACKS', params: { count: 1 }, pointers: [] });
    closing(...underWay(), completed, requested()).when(approveClosure, body, adult).then(...closed());
    closing(...underWay(), requested('PERSON_WITHDREW')).when(approveClosure, body, adult).then(...closed('PERSON_WITHDREW'));
  });

  it('I-97: given a child, when no follow-up was held, then the closure is refused', () => {
    const scheduled = followUpFact('FollowUpScheduled', { followUpId: CLOSURE, type: 'IN_CARE', dueOn: '2022-06-15', mode: 'PHONE' });
    closing(...caseIn('FOLLOW_UP'), requested()).when(approveClosure, body, child).thenRejected('CHILD_NEEDS_FOLLOW_UP');
    closing(...caseIn('FOLLOW_UP'), scheduled, requested()).when(approveClosure, body, child).thenRejected('CHILD_NEEDS_FOLLOW_UP');
    closing(...caseIn('FOLLOW_UP'), scheduled, held, requested()).when(approveClosure, body, child).then(...closed());
  });

  it('I-97, I-98: given a child whose case was reopened, when nobody has seen the child since, then the closure is refused; whatever was held before', () => {
    const id = '0193c5a0-0000-7000-8000-0000000f0102';
    const later = { type: held.type, data: { ...held.data, followUpId: id } };
    const scheduled = followUpFact('FollowUpScheduled', { followUpId: OTHER_CLOSURE, type: 'IN_CARE', dueOn: '2022-06-15', mode: 'PHONE' });
    const reopened = closureFact('CaseReopened', { reason: 'RE_TRAFFICKED', priorClosureEventId: CLOSURE });
    const again = [...caseIn('FOLLOW_UP'), held, scheduled, ...caseIn('CLOSED').slice(-1), reopened, ...caseIn('FOLLOW_UP').slice(3)];
    expect(closing(...again).state.followUps).toEqual({ [CLOSURE]: 'CONDUCTED_BEFORE', [OTHER_CLOSURE]: 'SCHEDULED' });
    closing(...again, requested()).when(approveClosure, body, child).thenRejected('CHILD_NEEDS_FOLLOW_UP');
    closing(...again, later, requested()).when(approveClosure, body, child).then(...closed());
  });

  it('I-97: given a person of unknown age, when no follow-up was held, then the person counts as a child', () => {
    closing(...caseIn('FOLLOW_UP'), requested())
      .when(approveClosure, body, { ...child, context: { person: undefined } })
      .thenRejected('CHILD_NEEDS_FOLLOW_UP');
  });

  it('I-97: given a child, when an early exit is approved, then no follow-up is asked for', () => {
    closing(...caseIn('IN_ASSISTANCE'), requested('DECEASED')).when(approveClosure, body, child).then(...closed('DECEASED'));
  });

  it.each(reasons)('given a person who is still in the centre, when the closure for %s is approved, then it waits for the exit, unless nobody can leave any more', (reason) => {
    const inCentre = closing(...caseIn('FOLLOW_UP'), admitted, requested(reason)).when(approveClosure, body, adult);
    if (['DECEASED', 'LOST_CONTACT', 'DUPLICATE', 'OPENED_IN_ERROR'].includes(reason)) inCentre.then(...closed(reason));
    else inCentre.thenRejected('PERSON_IN_CENTRE');
  });

  it('given a person who has left the centre, when the closure is approved, then it is closed', () => {
    closing(...caseIn('FOLLOW_UP'), admitted, left, requested()).when(approveClosure, body, adult).then(...closed());
  });

  it.each([
    [{ value: '2024-02-29', precision: 'day' as const }, '2034-02-28'],
    [{ value: '2022-06-30T23:30:00Z', precision: 'instant' as const }, '2032-07-01'],
    [{ value: '', precision: 'unknown' as const }, '2032-06-15'],
  ])('DP-10: given a closure at %j in Niamey, then the record is kept until %s', (time, retentionUntil) => {
    closing(...caseIn('FOLLOW_UP'), requested())
      .when(approveClosure, body, { ...adult, frame: { occurredAt: { ...time, zone: 'Africa/Niamey' } } })
      .then(...closed('GOALS_ACHIEVED', { retentionUntil }));
  });

  it('given a reason that can no longer be read, when the closure is approved, then it is refused', () => {
    const unreadable = { ...requested(), data: { ...request(), reason: ERASED } };
    closing(...caseIn('FOLLOW_UP'), unreadable).when(approveClosure, body, adult).thenRejected('CLOSURE_REASON_NOT_READABLE');
  });

  it('given a request for goals achieved, when the case went back to assistance since, then the closure is refused', () => {
    const back = planFact('CasePlanItemAdded', { planId: CLOSURE, itemId: CLOSURE, objectiveId: CLOSURE, service: 'EDUCATION', providerAgencyId: CLOSURE, dueDate: '2022-09-01' });
    closing(...caseIn('FOLLOW_UP'), requested(), back).when(approveClosure, body, adult).thenRejected('CLOSURE_NOT_YET');
  });

  it('given a case that is opened but not registered, when an early exit is approved, then it is closed', () => {
    closing(identified, opened, requested('OPENED_IN_ERROR')).when(approveClosure, body, adult).then(...closed('OPENED_IN_ERROR'));
    closing(identified, opened, registered, requested('DUPLICATE')).when(approveClosure, body, adult).then(...closed('DUPLICATE'));
  });

  it('is for supervisors, and reads the reason of the request', () => {
    expect(approveClosure).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: ['statistic'] });
  });
});
