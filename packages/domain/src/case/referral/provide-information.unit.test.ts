import { describe, expect, it } from '@jest/globals';
import { agencyState, agencySuspended } from '../../testing/agency-facts.ts';
import { given, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from '../closure/events.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { CONSENT, REFERRAL, referralIn } from './fixtures.ts';
import { provideInformation } from './provide-information.ts';
import { consented, TO_REFER, TO_SHARE, withdrawn } from './sharing-fixtures.ts';

const answer = { text: 'Réponse fictive', lang: 'fra' };
const asked = [...consented('IDENTITY', 'FAMILY'), ...referralIn('INFO_REQUESTED')];
const context = { recipient: agencyState() };
const tried = (facts: readonly Given[], body: object) =>
  given(caseAggregate, facts).when(provideInformation, { referralId: REFERRAL, dataShared: [], ...body }, { context });

describe('ProvideInformation', () => {
  it('I-61, I-62: given a question, when more categories and words are given, then the packet shows them besides those before', () => {
    const provided = referralFact('ReferralInformationProvided', { referralId: REFERRAL, dataShared: ['FAMILY'], answer });
    const when = tried(asked, { dataShared: ['FAMILY'], answer });
    when.then(provided);
    expect(when.outcome).toMatchObject({ rules: ['I-63', 'DP-24', 'I-67', 'I-61', 'I-62', 'I-22'], consentIds: [TO_REFER, TO_SHARE] });
    expect(when.requests['recipient']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, namers: 'everybody', opens: [] });

    const { state } = given(caseAggregate, [...asked, { ...provided, metadata: { consentIds: [TO_SHARE] } }]);
    expect(state.referrals[REFERRAL]).toMatchObject({
      status: 'RECEIVED',
      dataShared: ['IDENTITY', 'FAMILY'],
      consentIds: [CONSENT, TO_SHARE],
    });
  });

  it('I-61: given a question, when words alone answer it, then they rest on the consents in force', () => {
    const when = tried(asked, { answer });
    when.then(referralFact('ReferralInformationProvided', { referralId: REFERRAL, dataShared: [], answer }));
    when.relyingOn({ consentIds: [TO_REFER, TO_SHARE] });
  });

  it('I-61: given a consent that was withdrawn since the sending, when words alone answer, then it is refused', () => {
    const { outcome } = tried([...asked, withdrawn(TO_SHARE)], { answer });
    expect(outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'SHARING_OTHER_ORGS' }, pointers: [] });
  });

  it('I-22: given the consents of a guardian, and a person who came of age since the sending, when words alone answer, then it is refused', () => {
    const byGuardian = asked.map((fact) => (fact.type === 'ConsentGranted' ? { ...fact, data: { ...fact.data, giver: 'LEGAL_GUARDIAN' } } : fact));
    const told = (ageYears: number) =>
      given(caseAggregate, byGuardian).when(
        provideInformation,
        { referralId: REFERRAL, dataShared: [], answer },
        { context: { ...context, person: personAged(ageYears) } },
      );
    expect(told(18).outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'REFERRAL_SERVICES, SHARING_OTHER_ORGS' }, pointers: [] });
    told(17).relyingOn({ consentIds: [TO_REFER, TO_SHARE] });
    expect(told(17).requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
  });

  it('I-62: given a category that no consent lists, when it is added, then it is refused', () => {
    const { outcome } = tried(asked, { dataShared: ['HISTORY', 'FAMILY'] });
    expect(outcome).toEqual({ rejected: 'DATA_NOT_COVERED', params: { categories: 'HISTORY' }, pointers: ['/dataShared'] });
  });

  it('I-63: given a receiver that was suspended since the sending, when information is given, then it is refused', () => {
    given(caseAggregate, asked)
      .when(
        provideInformation,
        { referralId: REFERRAL, dataShared: ['FAMILY'] },
        { context: { recipient: agencyState({}, agencySuspended) } },
      )
      .thenRejected('RECIPIENT_NOT_ACTIVE');
  });

  it('given neither categories nor words, when information is given, then it is refused', () => {
    expect(tried(asked, {}).outcome).toEqual({ rejected: 'NOTHING_PROVIDED', params: {}, pointers: ['/dataShared', '/answer'] });
  });

  it('given a case that was closed in spite of the question, when information is given, then nothing leaves any more', () => {
    const closed = closureFact('CaseClosed', {
      closureId: REFERRAL,
      reason: 'DECEASED',
      htcdsStatus: 'Closed',
      retentionUntil: '2032-06-15',
    });
    tried([...asked, closed], { dataShared: ['FAMILY'] }).thenRejected('CASE_NOT_OPEN');
  });

  it('given no question, when information is given, then it is refused', () => {
    const { outcome } = tried(referralIn('RECEIVED'), { dataShared: ['FAMILY'] });
    expect(outcome).toEqual({ rejected: 'WRONG_REFERRAL_STATE', params: { state: 'RECEIVED', allowed: 'INFO_REQUESTED' }, pointers: [] });
  });

  it('given no such referral in this case, when information is given, then it is refused', () => {
    const when = given(caseAggregate, asked).when(provideInformation, { referralId: TO_SHARE, dataShared: ['FAMILY'] });
    expect(when.requests['recipient']).toBeUndefined();
    expect(when.outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/referralId'] });
  });

  it('is for caseworkers and supervisors', () => {
    expect(provideInformation).toMatchObject({ roles: ['CASEWORKER', 'SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
  });
});
