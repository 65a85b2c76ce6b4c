import { describe, expect, it } from '@jest/globals';
import { followUpType, type FollowUpType } from '../../code-lists/cl-50-follow-up-type.ts';
import { caseIn, identified } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { asPartner, referralIn, underReview } from '../referral/fixtures.ts';
import { caseAggregate } from '../state.ts';
import { followUpFact } from './events.ts';
import { scheduleFollowUp } from './schedule-follow-up.ts';

const FOLLOW_UP = '0193c5a0-0000-7000-8000-0000000f0101';
const body = { followUpId: FOLLOW_UP, type: 'IN_CARE' as const, dueOn: '2022-07-15', mode: 'PHONE' as const };
const scheduled = followUpFact('FollowUpScheduled', body);
const types = Object.keys(followUpType.codes) as FollowUpType[];

describe('ScheduleFollowUp', () => {
  it('given an open case, when a follow-up is scheduled, then it is due', () => {
    const when = given(caseAggregate, caseIn('REGISTERED')).when(scheduleFollowUp, body);
    when.then(scheduled);
    when.relyingOn({ rules: [], consentIds: [] });
    expect(given(caseAggregate, [...caseIn('REGISTERED'), scheduled]).state.followUps).toEqual({ [FOLLOW_UP]: 'SCHEDULED' });
  });

  it.each(types)('CL-50: given a closed case, when a follow-up %s is scheduled, then only one after closure is accepted', (type) => {
    const when = given(caseAggregate, caseIn('CLOSED')).when(scheduleFollowUp, { ...body, type });
    if (type === 'POST_CLOSURE') when.then(followUpFact('FollowUpScheduled', { ...body, type }));
    else when.thenRejected('CASE_NOT_OPEN');
  });

  it('given a case that was never opened, when a follow-up is scheduled, then it is refused', () => {
    given(caseAggregate, [identified]).when(scheduleFollowUp, body).thenRejected('CASE_NOT_OPEN');
    given(caseAggregate, [identified]).when(scheduleFollowUp, { ...body, type: 'POST_CLOSURE' }).thenRejected('CASE_NOT_OPEN');
  });

  it.each(['FollowUpScheduled', 'FollowUpConducted'] as const)('given a follow-up under this id (%s), when it is scheduled, then it is refused', (type) => {
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), { type, data: body }]).when(scheduleFollowUp, body);
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/followUpId'] });
  });

  it.each(['ACCEPTED', 'IN_SERVICE'] as const)('I-64: given a referral in state %s, when its receiver schedules a visit, then it is due', (state) => {
    const when = given(caseAggregate, referralIn(state)).when(scheduleFollowUp, body, asPartner);
    when.then(scheduled);
    when.relyingOn({ rules: ['I-64'] });
  });

  it('I-64: given a referral in which the partner does not help, when it schedules a visit, then it is refused', () => {
    given(caseAggregate, referralIn('SENT')).when(scheduleFollowUp, body, asPartner).thenRejected('WRONG_REFERRAL_STATE');
    given(caseAggregate, referralIn('COMPLETED')).when(scheduleFollowUp, body, asPartner).thenRejected('WRONG_REFERRAL_STATE');
    given(caseAggregate, [...referralIn('ACCEPTED'), underReview]).when(scheduleFollowUp, body, asPartner).thenRejected('REFERRAL_NOT_OPEN');
    given(caseAggregate, referralIn('ACCEPTED')).when(scheduleFollowUp, body, { ...asPartner, referralId: FOLLOW_UP }).thenRejected('REFERRAL_NOT_OPEN');
  });

  it('is for caseworkers and reintegration officers, and for partners on their referral', () => {
    expect(scheduleFollowUp).toMatchObject({ roles: ['CASEWORKER', 'REINTEGRATION_OFFICER'], partnerRoles: ['PARTNER_PROVIDER'], creates: false, opens: [] });
  });
});
