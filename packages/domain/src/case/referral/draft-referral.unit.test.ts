import { describe, expect, it } from '@jest/globals';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { agencyState, agencySuspended } from '../../testing/agency-facts.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { draftReferral } from './draft-referral.ts';
import { referralFact } from './events.ts';
import { draft, expiredReferral, inputOf, referralIn, type ReachableState } from './fixtures.ts';

const SECOND = '0193c5a0-0000-7000-8000-00000000ef02';
const own = agencyState({ id: AGENCY });
const context = { recipient: agencyState(), own };

const tried = (facts: readonly Given[], body: object = {}, agencies: object = {}) =>
  given(caseAggregate, facts).when(draftReferral, { ...draft, ...body }, { context: { ...context, ...agencies } });

describe('DraftReferral', () => {
  it('I-63: given a plan and an active agency, when a referral is drafted, then it stands as a draft of which nobody outside knows', () => {
    const body = { notes: { text: 'Note fictive', lang: 'fra' } };
    const drafted = referralFact('ReferralDrafted', { ...draft, ...body });
    const when = tried(caseIn('PLANNED'), body);
    when.then(drafted);
    when.relyingOn({ rules: ['I-63', 'I-67'], consentIds: [] });

    const { state } = given(caseAggregate, [...caseIn('PLANNED'), drafted]);
    expect(state.lifecycle.status).toBe('PLANNED');
    expect(state.referrals).toEqual({
      [draft.referralId]: {
        referralId: draft.referralId,
        toAgencyId: OTHER_AGENCY,
        service: 'EDUCATION',
        priority: 'NORMAL',
        crossBorder: false,
        status: 'DRAFT',
        underReview: false,
        responseDueAt: undefined,
        dataShared: [],
        consentIds: [],
      },
    });
  });

  it('asks for both agencies among all, and opens nothing', () => {
    const { requests } = tried(caseIn('PLANNED'));
    expect(requests['recipient']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, namers: 'everybody', opens: [] });
    expect(requests['own']).toMatchObject({ stream: `agency-${AGENCY}`, namers: 'everybody', opens: [] });
    expect(draftReferral.opens).toEqual([]);
  });

  const urgent = ['SHELTER', 'FOOD', 'NFI', 'MEDICAL', 'MHPSS', 'PHYSICAL_SECURITY'] as const satisfies readonly ServiceType[];
  it.each(urgent)(
    'CL-20: given a registered person without any plan, when a referral for %s is drafted, then the urgent service does not wait',
    (service) => {
      tried(caseIn('REGISTERED'), { service }).then(referralFact('ReferralDrafted', { ...draft, service }));
    },
  );

  it.each(['IN_ASSESSMENT', 'ASSESSED', 'PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)(
    'CL-20: given a case in state %s, when an emergency referral is drafted, then it is accepted',
    (state) => {
      const body = { service: 'MEDICAL', priority: 'EMERGENCY' } as const;
      tried(caseIn(state), body).then(referralFact('ReferralDrafted', { ...draft, ...body }));
    },
  );

  it.each(['PLANNED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)(
    'given a case in state %s, when a referral for another service is drafted, then it is accepted',
    (state) => {
      tried(caseIn(state)).then(referralFact('ReferralDrafted', draft));
    },
  );

  it.each(['REGISTERED', 'IN_ASSESSMENT', 'ASSESSED'] as const)(
    'given a case in state %s, when a service that is not urgent is drafted, then it waits for the plan, whatever its priority',
    (state) => {
      expect(tried(caseIn(state), { priority: 'EMERGENCY' }).outcome).toEqual({
        rejected: 'WRONG_CASE_STATE',
        params: { state, allowed: 'PLANNED, IN_ASSISTANCE, REINTEGRATING, FOLLOW_UP' },
        pointers: [],
      });
    },
  );

  it('given a case that was opened without a registration, when an urgent referral is drafted, then it is refused', () => {
    tried(caseIn('REGISTERED').slice(0, 2), { service: 'MEDICAL' }).thenRejected('WRONG_CASE_STATE');
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)(
    'given a case in state %s, when an urgent referral is drafted, then it is refused',
    (state) => {
      tried(caseIn(state), { service: 'MEDICAL' }).thenRejected('CASE_NOT_OPEN');
    },
  );

  it('given a referral, when its id is used again, then it is refused', () => {
    expect(tried(referralIn('REVOKED')).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/referralId'] });
  });

  it('given the own agency, when a referral to it is drafted, then it is refused', () => {
    expect(tried(caseIn('PLANNED'), { toAgencyId: AGENCY }, { recipient: own }).outcome).toEqual({
      rejected: 'REFERRAL_TO_OWN_AGENCY',
      params: {},
      pointers: ['/toAgencyId'],
    });
  });

  it('I-63: given an agency that does not exist, when a referral to it is drafted, then it is refused', () => {
    expect(tried(caseIn('PLANNED'), {}, { recipient: undefined }).outcome).toEqual({
      rejected: 'UNKNOWN_REFERENCE',
      params: {},
      pointers: ['/toAgencyId'],
    });
  });

  it('I-63: given a suspended agency, when a referral to it is drafted, then it is refused', () => {
    tried(caseIn('PLANNED'), {}, { recipient: agencyState({}, agencySuspended) }).thenRejected('RECIPIENT_NOT_ACTIVE');
  });

  it.each(['DONOR', 'RESEARCH', 'MEDIA'] as const satisfies readonly RecipientCategory[])(
    'I-63: given a %s, which never gets records, when a referral to it is drafted, then it is refused',
    (kind) => {
      const { outcome } = tried(caseIn('PLANNED'), {}, { recipient: agencyState({ kind }) });
      expect(outcome).toEqual({ rejected: 'RECIPIENT_GETS_NO_RECORDS', params: { category: kind }, pointers: [] });
    },
  );

  it('I-67: given an agency of another country, when the referral says that it crosses the border, then it may be drafted', () => {
    const body = { crossBorder: true };
    tried(caseIn('PLANNED'), body, { recipient: agencyState({ country: 'NGA' }) }).then(
      referralFact('ReferralDrafted', { ...draft, ...body }),
    );
  });

  it.each([
    [
      'an agency of another country, when the referral says not to cross the border',
      { crossBorder: false, agencies: { recipient: agencyState({ country: 'NGA' }) } },
    ],
    ['an agency of the same country, when the referral says to cross the border', { crossBorder: true, agencies: {} }],
    [
      'an own agency that is not registered, when the referral says not to cross the border',
      { crossBorder: false, agencies: { own: undefined } },
    ],
  ])('I-67: given %s, then it is refused', (_given, { crossBorder, agencies }) => {
    const { outcome } = tried(caseIn('PLANNED'), { crossBorder }, agencies);
    expect(outcome).toEqual({ rejected: 'CROSS_BORDER_MISMATCH', params: {}, pointers: ['/crossBorder'] });
  });

  it('given a declined referral, when a new one follows it, then it names the one before', () => {
    const body = { referralId: SECOND, previousReferralId: draft.referralId };
    tried(referralIn('DECLINED'), body).then(referralFact('ReferralDrafted', { ...draft, ...body }));
  });

  it('given an expired referral, when a new one follows it, then it is accepted', () => {
    const body = { ...draft, referralId: SECOND, previousReferralId: draft.referralId };
    const decision = draftReferral.decide({ ...inputOf(body), state: expiredReferral(), context });
    expect(decision).toEqual({ events: [referralFact('ReferralDrafted', body)], rules: ['I-63', 'I-67'], consentIds: [] });
  });

  it.each([
    'DRAFT',
    'SENT',
    'RECEIVED',
    'INFO_REQUESTED',
    'ACCEPTED',
    'IN_SERVICE',
    'COMPLETED',
    'NOT_COMPLETED',
    'REVOKED',
  ] as const satisfies readonly ReachableState[])(
    'given a referral in state %s, when a new one is to follow it, then it is refused',
    (state) => {
      const { outcome } = tried(referralIn(state), { referralId: SECOND, previousReferralId: draft.referralId });
      expect(outcome).toEqual({ rejected: 'PREVIOUS_REFERRAL_NOT_ENDED', params: { state }, pointers: ['/previousReferralId'] });
    },
  );

  it('given no such referral in this case, when a new one is to follow it, then it is refused', () => {
    expect(tried(caseIn('PLANNED'), { previousReferralId: SECOND }).outcome).toEqual({
      rejected: 'UNKNOWN_REFERENCE',
      params: {},
      pointers: ['/previousReferralId'],
    });
  });

  it('is for caseworkers, supervisors and the national coordination', () => {
    expect(draftReferral).toMatchObject({ roles: ['CASEWORKER', 'SUPERVISOR', 'NATIONAL_COORD'], partnerRoles: [], creates: false });
  });
});
