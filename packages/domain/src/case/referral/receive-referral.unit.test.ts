import { describe, expect, it } from '@jest/globals';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';
import { receiveReferral } from './receive-referral.ts';

describe('ReceiveReferral', () => {
  it('I-64: given a referral that was sent, when its receiver acknowledges it, then it is received', () => {
    const received = referralFact('ReferralReceived', { referralId: REFERRAL });
    const when = given(caseAggregate, referralIn('SENT')).when(receiveReferral, {}, asPartner);
    when.then(received);
    when.relyingOn({ rules: ['I-64'], consentIds: [] });
    expect(given(caseAggregate, [...referralIn('SENT'), received]).state.referrals[REFERRAL]?.status).toBe('RECEIVED');
  });

  it('given a referral that was received, when it is received again, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('RECEIVED')).when(receiveReferral, {}, asPartner);
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'RECEIVED', allowed: 'SENT' }, pointers: [] });
  });
});
