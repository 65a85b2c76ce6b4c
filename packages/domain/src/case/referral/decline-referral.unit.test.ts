import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../../field-schemas.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { declineReferral } from './decline-referral.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';

const SUGGESTED = '0193c5a0-0000-7000-8000-00000000a9e3';

describe('DeclineReferral', () => {
  it.each(['SENT', 'RECEIVED'] as const)(
    'I-64, I-65: given a referral in state %s, when its receiver declines with a reason, then it is declined',
    (state) => {
      const declined = referralFact('ReferralDeclined', { referralId: REFERRAL, reason: 'OUT_OF_AREA' });
      const when = given(caseAggregate, referralIn(state)).when(declineReferral, { reason: 'OUT_OF_AREA' }, asPartner);
      expect(when.requests).toEqual({ suggested: undefined });
      when.then(declined);
      when.relyingOn({ rules: ['I-64', 'I-65'], consentIds: [] });
      expect(given(caseAggregate, [...referralIn(state), declined]).state.referrals[REFERRAL]?.status).toBe('DECLINED');
    },
  );

  it('I-65: given no reason, when a referral is declined, then the body is not valid', () => {
    expect(writtenSchema(declineReferral.fields).safeParse({ suggestedAgencyId: SUGGESTED }).success).toBe(false);
  });

  it('I-65: given another agency that could help, when a referral is declined, then it is proposed', () => {
    const body = { reason: 'CAPACITY_FULL', suggestedAgencyId: SUGGESTED } as const;
    const when = given(caseAggregate, referralIn('SENT')).when(declineReferral, body, {
      ...asPartner,
      context: { suggested: agencyState({ id: SUGGESTED }) },
    });
    expect(when.requests['suggested']).toMatchObject({ stream: `agency-${SUGGESTED}`, namers: 'everybody', opens: [] });
    when.then(referralFact('ReferralDeclined', { referralId: REFERRAL, ...body }));
  });

  it('I-65: given an agency that does not exist, when it is proposed, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('SENT')).when(
      declineReferral,
      { reason: 'CAPACITY_FULL', suggestedAgencyId: SUGGESTED },
      asPartner,
    );
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/suggestedAgencyId'] });
  });

  it('given an accepted referral, when its receiver declines, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('ACCEPTED')).when(declineReferral, { reason: 'CAPACITY_FULL' }, asPartner);
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'ACCEPTED', allowed: 'SENT, RECEIVED' }, pointers: [] });
  });
});
