import { describe, expect, it } from '@jest/globals';
import type { Priority } from '../../code-lists/cl-28-priority.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { draft, REFERRAL } from './fixtures.ts';
import { sendReferral } from './send-referral.ts';
import { alertOf, consented, TO_REFER, TO_SHARE, withdrawn } from './sharing-fixtures.ts';

const MANAGED = '0193c5a0-0000-7000-8000-000000c05e04';
const managed = consentTo({ consentId: MANAGED, scope: 'CASE_MANAGEMENT' });
const drafted = (change: { service?: ServiceType; priority?: Priority; crossBorder?: boolean } = {}): Given =>
  referralFact('ReferralDrafted', { ...draft, ...change });
const body = { referralId: REFERRAL, dataShared: ['IDENTITY' as const], method: 'IN_SYSTEM' as const };
const context = { recipient: agencyState() };
const tried = (facts: readonly Given[]) => given(caseAggregate, facts).when(sendReferral, body, { context });

describe('SendReferral', () => {
  it('I-22: given the consents of a guardian, and a person of full age, when it is sent, then the person is asked for, and it is refused', () => {
    const byGuardian = consented('IDENTITY').map((fact) => ({ ...fact, data: { ...fact.data, giver: 'LEGAL_GUARDIAN' } }));
    const sending = (ageYears: number) =>
      given(caseAggregate, [...caseIn('IN_ASSISTANCE'), ...byGuardian, drafted()]).when(sendReferral, body, {
        context: { ...context, person: personAged(ageYears) },
      });
    expect(sending(18).outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'REFERRAL_SERVICES, SHARING_OTHER_ORGS' }, pointers: [] });
    expect(sending(17).outcome).toMatchObject({ consentIds: [TO_REFER, TO_SHARE] });
  });

  it('I-61, I-62, I-63, I-67, DP-24: given a draft and all that the sharing needs, when it is sent, then the packet opens to the receiver and assistance begins', () => {
    const facts = [...caseIn('PLANNED'), managed, ...consented('IDENTITY'), drafted()];
    const when = tried(facts);
    const sent = referralFact('ReferralSent', { ...body, responseDueAt: '2022-06-29T10:00:00.000Z' });
    when.then(sent);
    expect(when.requests['person']).toBeUndefined();
    expect(when.outcome).toMatchObject({ rules: ['I-63', 'DP-24', 'I-67', 'I-61', 'I-62', 'I-22'], consentIds: [TO_REFER, TO_SHARE] });

    const { state } = given(caseAggregate, [...facts, { ...sent, metadata: { consentIds: [TO_REFER, TO_SHARE] } }]);
    expect(state.lifecycle.status).toBe('IN_ASSISTANCE');
    expect(state.referrals[REFERRAL]).toMatchObject({
      status: 'SENT',
      responseDueAt: '2022-06-29T10:00:00.000Z',
      dataShared: ['IDENTITY'],
      consentIds: [TO_REFER, TO_SHARE],
    });
  });

  it('asks for the receiver as it stands now, and for nothing where there is no such referral', () => {
    expect(tried([...caseIn('PLANNED'), drafted()]).requests['recipient']).toMatchObject({
      stream: `agency-${OTHER_AGENCY}`,
      namers: 'everybody',
      opens: [],
    });
    expect(tried(caseIn('PLANNED').slice(0, 3)).requests['recipient']).toBeUndefined();
  });

  it.each([
    ['EMERGENCY', '2022-06-16T10:00:00.000Z'],
    ['URGENT', '2022-06-18T10:00:00.000Z'],
    ['NORMAL', '2022-06-29T10:00:00.000Z'],
  ] as const)(
    'CL-28: given the priority %s, when the referral is sent, then the answer is due by %s, counted from now and not from a day in the past',
    (priority, responseDueAt) => {
      given(caseAggregate, [...caseIn('IN_ASSISTANCE'), ...consented('IDENTITY'), drafted({ priority })])
        .when(sendReferral, body, { context, frame: { occurredAt: { value: '2022-06-02', precision: 'day', zone: 'Africa/Niamey' } } })
        .then(referralFact('ReferralSent', { ...body, responseDueAt }));
    },
  );

  it('CL-28: leaves the due time to the decision', () => {
    expect(Object.keys(sendReferral.fields)).toEqual(['referralId', 'dataShared', 'method']);
  });

  it('given a plan without consent to case management, when the first referral is sent, then assistance does not begin', () => {
    expect(tried([...caseIn('PLANNED'), ...consented('IDENTITY'), drafted()]).outcome).toEqual({
      rejected: 'CONSENT_MISSING',
      params: { scope: 'CASE_MANAGEMENT' },
      pointers: [],
    });
  });

  it('I-24: given a person who refused case management, when an urgent referral is sent, then it goes out', () => {
    const facts = [...caseIn('PLANNED'), ...consented('IDENTITY'), drafted({ service: 'MEDICAL', priority: 'EMERGENCY' })];
    tried(facts).then(referralFact('ReferralSent', { ...body, responseDueAt: '2022-06-16T10:00:00.000Z' }));
  });

  it.each(['REGISTERED', 'IN_ASSESSMENT', 'ASSESSED', 'IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)(
    'CL-20: given a case in state %s, when an urgent referral is sent, then it goes out and the case stays there',
    (state) => {
      const facts = [...caseIn(state), ...consented('IDENTITY'), drafted({ service: 'SHELTER' })];
      const sent = referralFact('ReferralSent', { ...body, responseDueAt: '2022-06-29T10:00:00.000Z' });
      tried(facts).then(sent);
      expect(given(caseAggregate, [...facts, sent]).state.lifecycle.status).toBe(state);
    },
  );

  it('CL-20: given a case that was assessed again and has no plan, when another referral is sent, then it waits', () => {
    tried([...caseIn('IN_ASSESSMENT'), ...consented('IDENTITY'), drafted()]).thenRejected('WRONG_CASE_STATE');
  });

  it('I-61: given consents in force on the day that is named but not now, when it is sent, then now counts', () => {
    const facts = [...caseIn('IN_ASSISTANCE'), ...consented('IDENTITY'), drafted()];
    given(caseAggregate, facts).when(sendReferral, body, { context, now: '2022-05-31T10:00:00.000Z' }).thenRejected('CONSENT_MISSING');
    given(caseAggregate, [...facts, withdrawn(TO_SHARE)])
      .when(sendReferral, body, { context, frame: { occurredAt: { value: '2022-06-01', precision: 'day', zone: 'Africa/Niamey' } } })
      .thenRejected('CONSENT_MISSING');
  });

  it('I-62: given data beyond the consent, when it is sent, then it is refused and names them', () => {
    const { outcome } = tried([...caseIn('IN_ASSISTANCE'), ...consented('CONTACT'), drafted()]);
    expect(outcome).toEqual({ rejected: 'DATA_NOT_COVERED', params: { categories: 'IDENTITY' }, pointers: ['/dataShared'] });
  });

  it('I-63: given a receiver that is gone from the directory, when it is sent, then it is refused', () => {
    given(caseAggregate, [...caseIn('IN_ASSISTANCE'), ...consented('IDENTITY'), drafted()])
      .when(sendReferral, body)
      .thenRejected('RECIPIENT_NOT_ACTIVE');
  });

  it('DP-24: given a critical safety alert, when a referral to the police is sent, then it is refused', () => {
    given(caseAggregate, [...caseIn('IN_ASSISTANCE'), alertOf('CRITICAL'), drafted()])
      .when(sendReferral, body, { context: { recipient: agencyState({ kind: 'POLICE' }) } })
      .thenRejected('CRITICAL_SAFETY_ALERT');
  });

  it('I-67: given a referral across the border, when it is sent, then it is refused for want of an agreement', () => {
    given(caseAggregate, [...caseIn('IN_ASSISTANCE'), ...consented('IDENTITY'), drafted({ crossBorder: true })])
      .when(sendReferral, body, { context: { recipient: agencyState({ country: 'NGA' }) } })
      .thenRejected('AGREEMENT_MISSING');
  });

  it('given a closed case with a draft, when it is sent, then it is refused', () => {
    tried([...caseIn('CLOSED'), ...consented('IDENTITY'), drafted({ service: 'MEDICAL' })]).thenRejected('CASE_NOT_OPEN');
  });

  it('given no such referral in this case, when it is sent, then it is refused', () => {
    expect(tried(caseIn('IN_ASSISTANCE')).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/referralId'] });
  });

  it('is for caseworkers, supervisors and the national coordination', () => {
    expect(sendReferral).toMatchObject({
      roles: ['CASEWORKER', 'SUPERVISOR', 'NATIONAL_COORD'],
      partnerRoles: [],
      creates: false,
      opens: [],
    });
  });
});
