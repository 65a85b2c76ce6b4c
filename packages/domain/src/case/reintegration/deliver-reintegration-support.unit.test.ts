import { describe, expect, it } from '@jest/globals';
import { agencyState } from '../../testing/agency-facts.ts';
import { AGENCY, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { attributionFact } from '../attribution/events.ts';
import { closureFact } from '../closure/events.ts';
import { asPartner, PARTNER, referralIn, REFERRAL, underReview, type ReachableState } from '../referral/fixtures.ts';
import { deliverReintegrationSupport } from './deliver-reintegration-support.ts';
import { reintegrationFact } from './events.ts';
import { agreed, approved, caseWith, completed, OTHER_TRACK, readyIn, started, TRACK, underWay } from './fixtures.ts';

const SUPPORT = '0193c5a0-0000-7000-8000-000000055001';
const body = { supportId: SUPPORT, trackId: TRACK, kind: 'SCHOOL_KIT' as const };
const by = (providerAgencyId: string) => reintegrationFact('ReintegrationSupportDelivered', { ...body, providerAgencyId });
const byPartner = reintegrationFact('ReintegrationSupportDelivered', { ...body, providerAgencyId: OTHER_AGENCY, referralId: REFERRAL });
const referredIn = (state: ReachableState, ...more: readonly Given[]) => caseWith(...referralIn(state), agreed(), approved, started, ...more);

const reopenedUnregistered: Given[] = [
  closureFact('CaseClosed', { closureId: SUPPORT, reason: 'LOST_CONTACT', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' }),
  closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: SUPPORT }),
];
const funded = { frame: { grants: ['COMPASS-NL'] } };
const attributedFrom = (from: string) => attributionFact('CaseAttributedToGrant', { grantId: TRACK, grantCode: 'COMPASS-NL', from });

describe('DeliverReintegrationSupport', () => {
  it('given a track under way, when staff record support, then the own agency gave it unless another is named', () => {
    const own = caseWith(...underWay()).when(deliverReintegrationSupport, body);
    own.then(by(AGENCY));
    own.relyingOn({ rules: [], consentIds: [] });
    expect(own.requests['provider']).toBeUndefined();
    const other = caseWith(...underWay()).when(deliverReintegrationSupport, { ...body, providerAgencyId: OTHER_AGENCY }, { context: { provider: agencyState() } });
    other.then(by(OTHER_AGENCY));
    expect(other.requests['provider']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, namers: 'everybody' });
    expect(caseWith(...underWay(), by(AGENCY)).state.reintegration.supportIds).toEqual([SUPPORT]);
  });

  it('given items and a value, when support is recorded, then they stand in the event', () => {
    const all = { ...body, items: [{ code: 'SCHOOL_KIT' as const, qty: 2 }], value: 25_000, currency: 'XOF' };
    caseWith(...underWay())
      .when(deliverReintegrationSupport, all)
      .then(reintegrationFact('ReintegrationSupportDelivered', { ...all, providerAgencyId: AGENCY }));
  });

  it.each([
    [{ value: 25_000 }, '/currency'],
    [{ currency: 'XOF' }, '/value'],
  ])('given %j alone, when support is recorded, then it is refused', (half, pointer) => {
    const { outcome } = caseWith(...underWay()).when(deliverReintegrationSupport, { ...body, ...half });
    expect(outcome).toEqual({ rejected: 'VALUE_AND_CURRENCY_TOGETHER', params: {}, pointers: [pointer] });
  });

  it('I-06: given a case that was reopened before the registration, when support is recorded, then it is refused', () => {
    const { outcome } = caseWith(...underWay().filter(({ type }) => type !== 'PersonRegistered'), ...reopenedUnregistered).when(deliverReintegrationSupport, body);
    expect(outcome).toEqual({ rejected: 'PERSON_NOT_REGISTERED', params: {}, pointers: [] });
  });

  it('given an agency that does not exist, when it is named as the provider, then it is refused', () => {
    const { outcome } = caseWith(...underWay()).when(deliverReintegrationSupport, { ...body, providerAgencyId: OTHER_AGENCY }, { context: { provider: undefined } });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/providerAgencyId'] });
  });

  it('I-53: given a case attributed to the grant on that day, when support is recorded for it, then it counts', () => {
    const when = caseWith(...underWay(), attributedFrom('2022-06-15')).when(deliverReintegrationSupport, body, funded);
    when.then(by(AGENCY));
    when.relyingOn({ rules: ['I-53'] });
  });

  it('I-53: given no attribution on that day, when support is recorded for the grant, then it is recorded, and noted as not counting', () => {
    for (const facts of [[], [attributedFrom('2022-06-16')]]) {
      const when = caseWith(...underWay(), ...facts).when(deliverReintegrationSupport, body, funded);
      when.then(by(AGENCY));
      when.relyingOn({ rules: ['I-53:unattributed'] });
    }
  });

  it.each(['ACCEPTED', 'IN_SERVICE'] as const)('I-64: given a referral in state %s, when its receiver gives support, then it is recorded with the referral', (state) => {
    const when = referredIn(state).when(deliverReintegrationSupport, body, asPartner);
    when.then(byPartner);
    when.relyingOn({ rules: ['I-64'] });
    referredIn(state).when(deliverReintegrationSupport, { ...body, providerAgencyId: OTHER_AGENCY }, { ...asPartner, context: { provider: agencyState() } }).then(byPartner);
  });

  it.each(['SENT', 'RECEIVED', 'INFO_REQUESTED', 'COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED'] as const)(
    'I-64: given a referral in state %s, when its receiver gives support, then it is refused',
    (state) => {
      const { outcome } = referredIn(state).when(deliverReintegrationSupport, body, asPartner);
      expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state, allowed: 'ACCEPTED, IN_SERVICE' }, pointers: [] });
    },
  );

  it('I-64: given a referral that is not, or no longer, the partner’s business, when it gives support, then it learns nothing', () => {
    referredIn('DRAFT').when(deliverReintegrationSupport, body, asPartner).thenRejected('REFERRAL_NOT_OPEN');
    referredIn('ACCEPTED', underReview).when(deliverReintegrationSupport, body, asPartner).thenRejected('REFERRAL_NOT_OPEN');
    referredIn('ACCEPTED').when(deliverReintegrationSupport, body, { ...asPartner, referralId: TRACK }).thenRejected('REFERRAL_NOT_OPEN');
    const stranger = { ...PARTNER, agencyId: '0193c5a0-0000-7000-8000-00000000a9e9' };
    referredIn('ACCEPTED').when(deliverReintegrationSupport, body, { ...asPartner, actor: stranger }).thenRejected('REFERRAL_NOT_OPEN');
  });

  it('I-64: given an accepted referral, when its receiver names another provider, then it is refused', () => {
    const when = referredIn('ACCEPTED').when(deliverReintegrationSupport, { ...body, providerAgencyId: AGENCY }, { ...asPartner, context: { provider: agencyState() } });
    expect(when.outcome).toEqual({ rejected: 'PROVIDER_NOT_YOUR_AGENCY', params: {}, pointers: ['/providerAgencyId'] });
  });

  it.each([
    ['PLANNED', [...readyIn('IN_ASSISTANCE'), agreed(), approved]],
    ['COMPLETED', [...underWay(), completed]],
  ] as const)('given a track in state %s, when support is recorded, then it is refused', (state, facts) => {
    const { outcome } = caseWith(...facts).when(deliverReintegrationSupport, body);
    expect(outcome).toEqual({ rejected: 'WRONG_TRACK_STATE', params: { state, allowed: 'STARTED' }, pointers: [] });
  });

  it('given no such track, when support is recorded, then it is refused', () => {
    const { outcome } = caseWith(...underWay()).when(deliverReintegrationSupport, { ...body, trackId: OTHER_TRACK });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/trackId'] });
  });

  it('given support under this id, when it is recorded again, then it is refused', () => {
    const { outcome } = caseWith(...underWay(), by(AGENCY)).when(deliverReintegrationSupport, body);
    expect(outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/supportId'] });
  });

  it('given a closed case, when support is recorded, then it is refused', () => {
    const closed = closureFact('CaseClosed', { closureId: TRACK, reason: 'SECURITY', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' });
    caseWith(...underWay(), closed).when(deliverReintegrationSupport, body).thenRejected('CASE_NOT_OPEN');
  });

  it('is for reintegration officers, and for partners on their referral', () => {
    expect(deliverReintegrationSupport).toMatchObject({ roles: ['REINTEGRATION_OFFICER'], partnerRoles: ['PARTNER_PROVIDER'], creates: false, opens: [] });
  });
});
