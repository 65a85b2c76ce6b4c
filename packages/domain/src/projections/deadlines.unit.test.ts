import { describe, expect, it } from '@jest/globals';
import { closureFact } from '../case/closure/events.ts';
import { followUpFact } from '../case/follow-up/events.ts';
import { identificationFact } from '../case/identification/events.ts';
import { planFact } from '../case/plan/events.ts';
import { draft, REFERRAL, referralIn } from '../case/referral/fixtures.ts';
import { referralFact } from '../case/referral/events.ts';
import { reintegrationFact } from '../case/reintegration/events.ts';
import { safetyFact } from '../case/safety/events.ts';
import { identified, opened } from '../testing/case-facts.ts';
import { AGENCY, CASE_ID, CASEWORKER, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { deadlines } from './deadlines.ts';

const PLAN = '0193c5a0-0000-7000-8000-000000091a01';
const ITEM = '0193c5a0-0000-7000-8000-0000000017e1';
const VISIT = '0193c5a0-0000-7000-8000-0000000f0001';
const LATER_VISIT = '0193c5a0-0000-7000-8000-0000000f0002';
const TRACK = '0193c5a0-0000-7000-8000-00000000ac01';

const rowsOf = (...facts: readonly Given[]) => rowsAfter(deadlines, `case-${CASE_ID}`, facts);
const dueAfter = (...facts: readonly Given[]) => rowsOf(...facts).map(({ keys }) => [keys['kind'], keys['dueAt']]);

const itemAdded = planFact('CasePlanItemAdded', { planId: PLAN, itemId: ITEM, objectiveId: VISIT, service: 'EDUCATION', providerAgencyId: OTHER_AGENCY, dueDate: '2022-07-31' });
const visitScheduled = followUpFact('FollowUpScheduled', { followUpId: VISIT, type: 'IN_CARE', dueOn: '2022-08-01', mode: 'PHONE' });
const agreed = (planId: string, trackId: string, startBy: string) =>
  reintegrationFact('ReintegrationPlanAgreed', {
    planId,
    tracks: [{ trackId, kind: 'CHILD_EDUCATION', beneficiary: 'CHILD', goal: { text: 'Fictif', lang: 'fra' }, startBy }],
    agreedBy: 'PERSON',
  });
const trackAgreed = agreed(PLAN, TRACK, '2022-09-01');
const risk = (reviewDue: string) => safetyFact('RiskLevelAssigned', { level: 'HIGH', reviewDue });
const sentWith = (priority: 'EMERGENCY' | 'URGENT' | 'NORMAL'): Given[] => [
  referralFact('ReferralDrafted', { ...draft, priority }),
  {
    ...referralFact('ReferralSent', { referralId: REFERRAL, responseDueAt: '2022-06-29T10:00:00.000Z', dataShared: [], method: 'IN_SYSTEM' }),
    metadata: { recordedAt: '2022-06-15T10:00:00.000Z' },
  },
];

describe('deadlines', () => {
  it('a row says whose it is, what is due, when, and of what', () => {
    expect(rowsOf(identified, opened, itemAdded)).toStrictEqual([
      {
        rowId: ITEM,
        keys: { controller: AGENCY, caseworkerUserId: CASEWORKER, kind: 'PLAN_ITEM', dueAt: '2022-07-31' },
        body: { kind: 'PLAN_ITEM', dueAt: '2022-07-31', entityId: ITEM },
      },
    ]);
  });

  it('before the case is opened they are nobody’s', () => {
    expect(rowsOf(identified, risk('2022-07-01')).map(({ keys }) => keys['caseworkerUserId'])).toEqual([null]);
  });

  it('move with the case to another caseworker', () => {
    const handed = identificationFact('CaseworkerAssigned', { userId: 'user-caseworker-2', from: { value: '2022-06-16', precision: 'day' } });
    expect(rowsOf(identified, opened, itemAdded, handed).map(({ keys }) => keys['caseworkerUserId'])).toEqual(['user-caseworker-2']);
  });

  it.each([
    ['EMERGENCY', '2022-06-15T12:00:00.000Z'],
    ['URGENT', '2022-06-16T10:00:00.000Z'],
    ['NORMAL', '2022-06-18T10:00:00.000Z'],
  ] as const)('CL-28: the receipt of a referral that is %s is due by %s, its answer as it was sent', (priority, receiptDue) => {
    const rows = rowsOf(...sentWith(priority));
    expect(rows.map(({ rowId, body }) => [rowId, body])).toEqual([
      [`${REFERRAL}-receipt`, { kind: 'REFERRAL_RECEIPT', dueAt: receiptDue, entityId: REFERRAL }],
      [`${REFERRAL}-answer`, { kind: 'REFERRAL_ANSWER', dueAt: '2022-06-29T10:00:00.000Z', entityId: REFERRAL }],
    ]);
  });

  it('a draft is due to nobody', () => {
    expect(dueAfter(...referralIn('DRAFT'))).toEqual([]);
  });

  it('a receipt that was confirmed is no longer due, the answer is', () => {
    expect(dueAfter(...referralIn('RECEIVED'))).toEqual([['REFERRAL_ANSWER', '2022-06-29T10:00:00.000Z']]);
    expect(dueAfter(...referralIn('INFO_REQUESTED'))).toEqual([['REFERRAL_ANSWER', '2022-06-29T10:00:00.000Z']]);
  });

  it.each(['ACCEPTED', 'DECLINED', 'REVOKED', 'IN_SERVICE', 'COMPLETED', 'NOT_COMPLETED'] as const)('of a referral that is %s nothing is due', (state) => {
    expect(dueAfter(...referralIn(state))).toEqual([]);
  });

  it.each([
    ['an item of the plan', itemAdded, planFact('CasePlanItemCompleted', { itemId: ITEM })],
    ['an item that the person refused', itemAdded, planFact('CasePlanAgreedByPerson', { planId: PLAN, by: 'PERSON', refusedItems: [ITEM] })],
    ['a visit', visitScheduled, followUpFact('FollowUpConducted', { followUpId: VISIT, mode: 'PHONE', wellbeing: 'STABLE', safe: true, newRisks: [] })],
    ['a track', trackAgreed, reintegrationFact('ReintegrationTrackStarted', { trackId: TRACK })],
  ])('%s that is done is no longer due', (_what, due, done) => {
    expect(dueAfter(due)).toHaveLength(1);
    expect(dueAfter(due, done)).toEqual([]);
  });

  it('a new reintegration plan replaces the starts that were due by the one before, and nothing else', () => {
    const anew = agreed('0193c5a0-0000-7000-8000-000000091a02', '0193c5a0-0000-7000-8000-00000000ac02', '2022-10-01');
    expect(dueAfter(itemAdded, risk('2022-07-01'), trackAgreed, anew)).toEqual([
      ['PLAN_ITEM', '2022-07-31'],
      ['RISK_REVIEW', '2022-07-01'],
      ['TRACK_START', '2022-10-01'],
    ]);
  });

  it('a new level of risk replaces the review that was due', () => {
    expect(dueAfter(risk('2022-07-01'), risk('2022-09-01'))).toEqual([['RISK_REVIEW', '2022-09-01']]);
  });

  const closed = closureFact('CaseClosed', { closureId: PLAN, reason: 'OPENED_IN_ERROR', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' });
  const reopened = closureFact('CaseReopened', { reason: 'CLOSED_IN_ERROR', priorClosureEventId: VISIT });
  const revoked = referralFact('ReferralRevoked', { referralId: REFERRAL, cause: 'CASE_CLOSED' });
  const all = [identified, opened, itemAdded, trackAgreed, risk('2022-07-01'), ...sentWith('NORMAL'), visitScheduled];
  const afterClosure = followUpFact('FollowUpScheduled', { followUpId: LATER_VISIT, type: 'POST_CLOSURE', dueOn: '2022-12-01', mode: 'HOME_VISIT' });

  it('CL-50: of a case that is closed only the visits after closure are owed, whether they were scheduled before it or since', () => {
    expect(dueAfter(...all)).toHaveLength(6);
    expect(dueAfter(...all, revoked, closed)).toEqual([]);
    expect(dueAfter(...all, revoked, closed, afterClosure)).toEqual([['FOLLOW_UP', '2022-12-01']]);
    expect(dueAfter(...all, afterClosure, revoked, closed)).toEqual([['FOLLOW_UP', '2022-12-01']]);
    expect(dueAfter(...all, afterClosure)).toHaveLength(7);
    const held = followUpFact('FollowUpConducted', { followUpId: LATER_VISIT, mode: 'PHONE', wellbeing: 'STABLE', safe: true, newRisks: [] });
    expect(dueAfter(...all, afterClosure, revoked, closed, held)).toEqual([]);
  });

  it('I-98: what was owed before the closure is owed again when the case is reopened, but for referrals that the closure ended', () => {
    expect(dueAfter(...all, afterClosure, revoked, closed, reopened)).toEqual([
      ['PLAN_ITEM', '2022-07-31'],
      ['TRACK_START', '2022-09-01'],
      ['RISK_REVIEW', '2022-07-01'],
      ['FOLLOW_UP', '2022-08-01'],
      ['FOLLOW_UP', '2022-12-01'],
    ]);
  });
});
