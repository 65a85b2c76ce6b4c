import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../../field-schemas.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { asPartner, REFERRAL, referralIn } from './fixtures.ts';
import { requestInformation } from './request-information.ts';

const body = { fields: ['FAMILY', 'HEALTH'] as ('FAMILY' | 'HEALTH')[], question: { text: 'Question fictive', lang: 'fra' } };

describe('RequestInformation', () => {
  it('I-64: given a received referral, when its receiver needs more to decide, then it names the categories and waits', () => {
    const requested = referralFact('ReferralInformationRequested', { referralId: REFERRAL, ...body });
    const when = given(caseAggregate, referralIn('RECEIVED')).when(requestInformation, body, asPartner);
    when.then(requested);
    when.relyingOn({ rules: ['I-64'], consentIds: [] });
    expect(given(caseAggregate, [...referralIn('RECEIVED'), requested]).state.referrals[REFERRAL]?.status).toBe('INFO_REQUESTED');
  });

  it('given no category, when information is requested, then the body is not valid', () => {
    expect(writtenSchema(requestInformation.fields).safeParse({ ...body, fields: [] }).success).toBe(false);
  });

  it('given a referral that was not received yet, when its receiver asks, then it is refused', () => {
    const { outcome } = given(caseAggregate, referralIn('SENT')).when(requestInformation, body, asPartner);
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'SENT', allowed: 'RECEIVED' }, pointers: [] });
  });
});
