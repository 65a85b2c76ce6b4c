import { describe, expect, it } from '@jest/globals';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';
import { startService } from './start-service.ts';

describe('StartService', () => {
  it('I-64: given an accepted referral, when its receiver begins to help, then the service is under way', () => {
    const started = referralFact('ReferralServiceStarted', { referralId: REFERRAL });
    const when = given(caseAggregate, referralIn('ACCEPTED')).when(startService, {}, asPartner);
    when.then(started);
    when.relyingOn({ rules: ['I-64'], consentIds: [] });
    expect(given(caseAggregate, [...referralIn('ACCEPTED'), started]).state.referrals[REFERRAL]?.status).toBe('IN_SERVICE');
  });

  it('given a referral that was not accepted, when the service is to start, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('RECEIVED')).when(startService, {}, asPartner);
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'RECEIVED', allowed: 'ACCEPTED' }, pointers: [] });
  });
});
