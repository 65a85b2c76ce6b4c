import { describe, expect, it } from '@jest/globals';
import { CONSENT, consented } from '../plan/fixtures.ts';
import { asPartner, PARTNER, REFERRAL, referralIn, underReview } from '../referral/fixtures.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { serviceFact } from './events.ts';
import { recordServiceDelivery } from './record-service-delivery.ts';

const body = {
  serviceId: '0193c5a0-0000-7000-8000-00000005e002',
  type: 'EDUCATION' as const,
  tier: 'COMPREHENSIVE' as const,
  place: { country: 'NER' as const },
  oneOff: false,
};
const delivered = serviceFact('ServiceDelivered', { ...body, providerAgencyId: OTHER_AGENCY, referralId: REFERRAL });

const tried = (facts: readonly Given[], change: object = {}, who: object = asPartner) =>
  given(caseAggregate, [...facts, consented]).when(recordServiceDelivery, { ...body, ...change }, { ...who });

describe('RecordServiceDelivery by a partner', () => {
  it.each(['ACCEPTED', 'IN_SERVICE'] as const)('I-64: given its own referral in state %s, when the partner records its service, then the fact names both', (state) => {
    const when = tried(referralIn(state));
    when.then(delivered);
    when.relyingOn({ rules: ['I-64', 'I-06'], consentIds: [CONSENT] });
    expect(given(caseAggregate, [...referralIn(state), delivered]).state.referrals[REFERRAL]?.status).toBe(state);
  });

  it('I-64: given its own agency as the provider, when the partner names it, then it is the same', () => {
    const when = given(caseAggregate, [...referralIn('ACCEPTED'), consented]).when(
      recordServiceDelivery,
      { ...body, providerAgencyId: OTHER_AGENCY },
      { ...asPartner, context: { provider: agencyState() } },
    );
    when.then(delivered);
  });

  it('I-64: given another agency as the provider, when the partner names it, then it is refused', () => {
    expect(tried(referralIn('ACCEPTED'), { providerAgencyId: AGENCY }).outcome).toEqual({ rejected: 'PROVIDER_NOT_YOUR_AGENCY', params: {}, pointers: ['/providerAgencyId'] });
  });

  it.each(['SENT', 'RECEIVED', 'INFO_REQUESTED', 'COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED'] as const)('I-64: given its own referral in state %s, when the partner records a service, then it is refused', (state) => {
    expect(tried(referralIn(state)).outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state, allowed: 'ACCEPTED, IN_SERVICE' }, pointers: [] });
  });

  it('I-64: given a referral that was never sent, is unknown, or is another agency’s, when the partner records a service, then it reads alike', () => {
    const other = { ...asPartner, actor: { ...PARTNER, agencyId: AGENCY } };
    tried(referralIn('DRAFT')).thenRejected('REFERRAL_NOT_OPEN');
    tried(referralIn('ACCEPTED'), {}, { ...asPartner, referralId: OTHER_AGENCY }).thenRejected('REFERRAL_NOT_OPEN');
    tried(referralIn('ACCEPTED'), {}, other).thenRejected('REFERRAL_NOT_OPEN');
  });

  it('I-25: given a referral under review after a withdrawal, when the partner records a service, then it is refused', () => {
    tried([...referralIn('ACCEPTED'), underReview]).thenRejected('REFERRAL_NOT_OPEN');
  });

  it('I-64: given a referral for one service, when the partner records another, then it is refused', () => {
    expect(tried(referralIn('ACCEPTED'), { type: 'MEDICAL' }).outcome).toEqual({ rejected: 'SERVICE_NOT_REFERRED', params: { service: 'EDUCATION' }, pointers: ['/type'] });
  });

  it('I-64: given ids of the case, when the partner names them, then it learns nothing about them', () => {
    expect(tried(referralIn('ACCEPTED'), { itemId: OTHER_AGENCY, centreId: OTHER_AGENCY }).outcome).toEqual({
      rejected: 'NOT_A_PARTNERS_TO_NAME',
      params: {},
      pointers: ['/itemId', '/centreId'],
    });
  });

  it('CL-38: given no consent to the case management, when the partner records a service that is not urgent, then it is refused', () => {
    given(caseAggregate, referralIn('ACCEPTED')).when(recordServiceDelivery, body, asPartner).thenRejected('CONSENT_MISSING');
  });

  it('given a service, when its id is used again, then it is refused', () => {
    expect(tried([...referralIn('ACCEPTED'), delivered]).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/serviceId'] });
  });
});
