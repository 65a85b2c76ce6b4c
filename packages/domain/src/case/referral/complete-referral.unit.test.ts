import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../../field-schemas.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { completeReferral } from './complete-referral.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';

describe('CompleteReferral', () => {
  it.each(['SERVED_FULLY', 'SERVED_PARTLY', 'REFERRED_ONWARD', 'STILL_ONGOING'] as const)(
    'I-64: given a service under way, when its giver completes it with the outcome %s, then it is completed',
    (outcome) => {
      const completed = referralFact('ReferralCompleted', { referralId: REFERRAL, outcome });
      const when = given(caseAggregate, referralIn('IN_SERVICE')).when(completeReferral, { outcome }, asPartner);
      when.then(completed);
      when.relyingOn({ rules: ['I-64'], consentIds: [] });
      expect(given(caseAggregate, [...referralIn('IN_SERVICE'), completed]).state.referrals[REFERRAL]?.status).toBe('COMPLETED');
    },
  );

  it.each(['PERSON_DECLINED', 'NO_SHOW', 'NOT_ELIGIBLE'])(
    'CL-31: given the outcome %s, which is no success, when a referral is completed, then the body is not valid',
    (outcome) => {
      expect(writtenSchema(completeReferral.fields).safeParse({ outcome }).success).toBe(false);
    },
  );

  it('given an accepted referral whose service never started, when it is completed, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('ACCEPTED')).when(completeReferral, { outcome: 'SERVED_FULLY' }, asPartner);
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'ACCEPTED', allowed: 'IN_SERVICE' }, pointers: [] });
  });
});
