import { describe, expect, it } from '@jest/globals';
import { given } from '../../testing/given-when-then.ts';
import { acceptReferral } from './accept-referral.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn, underReview } from './fixtures.ts';
import { revokeReferral } from './revoke-referral.ts';

const body = { referralId: REFERRAL, reason: { text: 'Motif fictif', lang: 'fra' } };

describe('RevokeReferral', () => {
  it.each(['DRAFT', 'SENT', 'RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE'] as const)(
    'I-66: given a referral in state %s, when staff take it back, then it is revoked and the partner can do nothing more',
    (state) => {
      const revoked = referralFact('ReferralRevoked', { ...body, cause: 'STAFF' });
      const when = given(caseAggregate, referralIn(state)).when(revokeReferral, body);
      when.then(revoked);
      when.relyingOn({ rules: ['I-66'], consentIds: [] });

      const after = given(caseAggregate, [...referralIn(state), revoked]);
      expect(after.state.referrals[REFERRAL]?.status).toBe('REVOKED');
      expect(after.when(acceptReferral, {}, asPartner).outcome).toHaveProperty('rejected');
    },
  );

  it('I-66: given a referral under review after a withdrawal, when staff take it back without a reason, then it is revoked', () => {
    given(caseAggregate, [...referralIn('ACCEPTED'), underReview])
      .when(revokeReferral, { referralId: REFERRAL })
      .then(referralFact('ReferralRevoked', { referralId: REFERRAL, cause: 'STAFF' }));
  });

  it('given a completed referral, when staff take it back, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('COMPLETED')).when(revokeReferral, body);
    expect(outcome).toEqual({
      rejected: 'WRONG_REFERRAL_STATE',
      params: { state: 'COMPLETED', allowed: 'DRAFT, SENT, RECEIVED, INFO_REQUESTED, ACCEPTED, IN_SERVICE' },
      pointers: [],
    });
  });

  it('given no such referral in this case, when it is taken back, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('SENT')).when(revokeReferral, {
      referralId: '0193c5a0-0000-7000-8000-00000000ef02',
    });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/referralId'] });
  });

  it('is for caseworkers and supervisors', () => {
    expect(revokeReferral).toMatchObject({ roles: ['CASEWORKER', 'SUPERVISOR'], partnerRoles: [], creates: false });
  });
});
