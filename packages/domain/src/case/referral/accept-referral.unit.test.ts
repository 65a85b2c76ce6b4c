import { describe, expect, it } from '@jest/globals';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { acceptReferral } from './accept-referral.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';

describe('AcceptReferral', () => {
  it.each(['SENT', 'RECEIVED'] as const)(
    'I-64: given a referral in state %s, when its receiver accepts, then it is accepted; no receipt has to come first',
    (state) => {
      const accepted = referralFact('ReferralAccepted', { referralId: REFERRAL, appointmentAt: '2022-06-20T08:00:00Z' });
      const when = given(caseAggregate, referralIn(state)).when(acceptReferral, { appointmentAt: '2022-06-20T08:00:00Z' }, asPartner);
      when.then(accepted);
      when.relyingOn({ rules: ['I-64'], consentIds: [] });
      expect(given(caseAggregate, [...referralIn(state), accepted]).state.referrals[REFERRAL]?.status).toBe('ACCEPTED');
    },
  );

  it('given a referral whose answer is long overdue, when its receiver accepts without an appointment, then it is still valid', () => {
    given(caseAggregate, referralIn('SENT'))
      .when(acceptReferral, {}, { ...asPartner, now: '2022-12-31T10:00:00.000Z' })
      .then(referralFact('ReferralAccepted', { referralId: REFERRAL }));
  });

  it('given a referral that waits for information, when its receiver accepts, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('INFO_REQUESTED')).when(acceptReferral, {}, asPartner);
    expect(outcome).toEqual({
      rejected: 'WRONG_REFERRAL_STATE',
      params: { state: 'INFO_REQUESTED', allowed: 'SENT, RECEIVED' },
      pointers: [],
    });
  });
});
