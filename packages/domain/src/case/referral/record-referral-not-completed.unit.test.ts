import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../../field-schemas.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';
import { recordReferralNotCompleted } from './record-referral-not-completed.ts';

const states = ['ACCEPTED', 'IN_SERVICE'] as const;
const reasons = ['PERSON_DECLINED', 'NO_SHOW', 'NOT_ELIGIBLE', 'SERVED_PARTLY', 'REFERRED_ONWARD'] as const;
const cells = states.flatMap((state) => reasons.map((reason) => [state, reason] as const));

describe('RecordReferralNotCompleted', () => {
  it.each(cells)(
    'I-64: given a referral in state %s, when it comes to nothing for the reason %s, then it is not completed',
    (state, reason) => {
      const ended = referralFact('ReferralNotCompleted', { referralId: REFERRAL, reason });
      const when = given(caseAggregate, referralIn(state)).when(recordReferralNotCompleted, { reason }, asPartner);
      when.then(ended);
      when.relyingOn({ rules: ['I-64'], consentIds: [] });
      expect(given(caseAggregate, [...referralIn(state), ended]).state.referrals[REFERRAL]?.status).toBe('NOT_COMPLETED');
    },
  );

  it.each(['SERVED_FULLY', 'STILL_ONGOING'])(
    'CL-31: given the reason %s, which is none, when a referral was not completed, then the body is not valid',
    (reason) => {
      expect(writtenSchema(recordReferralNotCompleted.fields).safeParse({ reason }).success).toBe(false);
    },
  );

  it('given a referral that was not accepted, when it is to end so, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('SENT')).when(recordReferralNotCompleted, { reason: 'NO_SHOW' }, asPartner);
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'SENT', allowed: 'ACCEPTED, IN_SERVICE' }, pointers: [] });
  });
});
