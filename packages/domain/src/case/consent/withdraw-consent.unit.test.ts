import { describe, expect, it } from '@jest/globals';
import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import { isRejection } from '../../rejection.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { given, NOW, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { referralFact } from '../referral/events.ts';
import { draft, REFERRAL, CONSENT as RELIED_ON, referralIn, underReview, type ReachableState } from '../referral/fixtures.ts';
import { caseAggregate } from '../state.ts';
import { consentFact } from './events.ts';
import { CONSENT } from './fixtures.ts';
import { referralConsent } from './referral-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const OTHER = '0193c5a0-0000-7000-8000-0000000c0502';
const words = { text: 'Ba na so', lang: 'hau' } as const;
const byScope = { scope: 'SHARING_OTHER_ORGS', channel: 'IN_PERSON' } as const;
const medical = (consentId: string): Given => consentTo({ consentId, scope: 'MEDICAL_DATA', categories: ['HEALTH'] });
const toShare = (consentId: string): Given => consentTo({ consentId, scope: 'SHARING_OTHER_ORGS', categories: ['IDENTITY'] });
const withdrawn = (...consentIds: string[]) => consentFact('ConsentWithdrawn', { ...byScope, consentIds });
const revoked = referralFact('ReferralRevoked', { referralId: REFERRAL, cause: 'CONSENT_WITHDRAWN' });

const when = (state: ReachableState, ...facts: readonly Given[]) =>
  given(caseAggregate, [...referralIn(state), ...facts]).when(withdrawConsent, byScope);

function permitted(facts: readonly Given[]) {
  const recipient = { agencyId: OTHER_AGENCY, category: 'NGO', country: 'NER' } as const;
  const { consent } = given(caseAggregate, facts).state;
  return referralConsent(consent, { recipient, crossBorder: false, dataCategories: ['IDENTITY'], age: undefined, at: Date.parse(NOW) }).permitted;
}

describe('WithdrawConsent', () => {
  it('given consents of a scope, when the scope is withdrawn, then all of them end, and no other', () => {
    const interview = consentTo({ consentId: '0193c5a0-0000-7000-8000-0000000c0503', scope: 'INTERVIEW' });
    const withdrawal = given(caseAggregate, [...caseIn('REGISTERED'), toShare(CONSENT), interview, toShare(OTHER)]).when(withdrawConsent, {
      ...byScope,
      words,
    });
    withdrawal.then(consentFact('ConsentWithdrawn', { ...byScope, words, consentIds: [CONSENT, OTHER] }));
    withdrawal.relyingOn({ rules: ['I-25'], consentIds: [] });
  });

  it('given consents of a scope, when one is withdrawn by its id, then that one ends', () => {
    const one = given(caseAggregate, [...caseIn('REGISTERED'), toShare(CONSENT), toShare(OTHER)]).when(withdrawConsent, {
      consentId: OTHER,
      channel: 'REMOTE',
    });
    one.then(consentFact('ConsentWithdrawn', { channel: 'REMOTE', consentIds: [OTHER] }));
  });

  it('ends what has run out and what has not begun, but nothing twice', () => {
    const ranOut = consentTo({ consentId: OTHER, scope: 'SHARING_OTHER_ORGS', until: '2022-06-02' });
    const toCome = { ...toShare(RELIED_ON), data: { ...toShare(RELIED_ON).data, validFrom: { value: '2023', precision: 'year' } } };
    given(caseAggregate, [...caseIn('REGISTERED'), toShare(CONSENT), withdrawn(CONSENT), ranOut, toCome])
      .when(withdrawConsent, byScope)
      .then(withdrawn(OTHER, RELIED_ON));
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)(
    'given a case in state %s, when a consent is withdrawn, then it ends: a person may always withdraw',
    (state) => {
      given(caseAggregate, [...caseIn(state), toShare(CONSENT)])
        .when(withdrawConsent, byScope)
        .then(withdrawn(CONSENT));
    },
  );

  it('I-25: given a withdrawal, whatever time it says it happened, when data are to be shared, then nothing may be', () => {
    const both = [
      ...caseIn('IN_ASSISTANCE'),
      consentTo({ consentId: OTHER, scope: 'REFERRAL_SERVICES', categories: ['IDENTITY'] }),
      toShare(CONSENT),
    ];
    expect(permitted(both)).toEqual(['IDENTITY']);
    const occurredAt = { value: '2022-06-15T10:04:00Z', precision: 'instant', zone: 'Africa/Niamey' } as const;
    expect(permitted([...both, { ...withdrawn(CONSENT), metadata: { occurredAt, recordedAt: '2022-06-15T10:04:00.000Z' } }])).toEqual([]);
  });

  it('is never refused for the number of consents: an event holds a hundred ids', () => {
    const ids = Array.from({ length: 101 }, (_, index) => `0193c5a0-0000-7000-8000-0000000c1${String(index).padStart(3, '0')}`);
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), ...ids.map((id) => toShare(id))]).when(withdrawConsent, byScope);
    if (isRejection(outcome)) throw new Error(outcome.rejected);
    expect(outcome.events.map(({ data }) => data['consentIds'])).toEqual([ids.slice(0, 100), ids.slice(100)]);
  });

  it.each([
    ['neither a consent nor a scope', { channel: 'REMOTE' }],
    ['both a consent and a scope', { ...byScope, consentId: CONSENT }],
  ])('given %s, then it is refused', (_case, body) => {
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), toShare(CONSENT)]).when(withdrawConsent, body);
    expect(outcome).toEqual({ rejected: 'CONSENT_OR_SCOPE', params: {}, pointers: ['/consentId', '/scope'] });
  });

  it.each([
    ['a scope without a consent', { scope: 'JUSTICE', channel: 'REMOTE' }, '/scope'],
    ['a scope whose consents are withdrawn', byScope, '/scope'],
    ['an unknown consent', { consentId: OTHER, channel: 'REMOTE' }, '/consentId'],
    ['a consent that is withdrawn', { consentId: CONSENT, channel: 'REMOTE' }, '/consentId'],
  ])('given %s, when it is withdrawn, then there is nothing to withdraw', (_case, body, pointer) => {
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), toShare(CONSENT), withdrawn(CONSENT)]).when(withdrawConsent, body);
    expect(outcome).toEqual({ rejected: 'NOTHING_TO_WITHDRAW', params: {}, pointers: [pointer] });
  });

  it('is possible through any staff', () => {
    const roles = ['CASEWORKER', 'SUPERVISOR', 'CENTRE_MANAGER', 'TRACING_OFFICER', 'REINTEGRATION_OFFICER', 'DPO'];
    expect(withdrawConsent).toMatchObject({ roles, partnerRoles: [], creates: false, opens: [] });
  });
});

describe('what a withdrawal ends (I-25)', () => {
  it.each(['SENT', 'RECEIVED', 'INFO_REQUESTED'] as const)(
    'I-25: given a referral in state %s, when a consent it relied on is withdrawn, then it is revoked in the same append',
    (state) => {
      when(state, toShare(RELIED_ON)).then(withdrawn(RELIED_ON), revoked);
    },
  );

  it.each(['ACCEPTED', 'IN_SERVICE'] as const)(
    'I-25: given a referral in state %s, when a consent it relied on is withdrawn, then it comes under review',
    (state) => {
      when(state, toShare(RELIED_ON)).then(withdrawn(RELIED_ON), underReview);
      when(state, toShare(RELIED_ON), underReview).then(withdrawn(RELIED_ON));
    },
  );

  it.each(['COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED'] as const)(
    'I-25: given a referral in state %s, when a consent it relied on is withdrawn, then what is past stays',
    (state) => {
      when(state, toShare(RELIED_ON)).then(withdrawn(RELIED_ON));
    },
  );

  it('I-25: given a referral, when a consent that it did not rely on is withdrawn, then it goes on', () => {
    when('SENT', toShare(OTHER)).then(withdrawn(OTHER));
  });

  it('I-25: given a consent of any scope that a referral relied on, when it is withdrawn, then the referral is revoked, though another one is in force', () => {
    const body = { consentId: RELIED_ON, channel: 'WRITTEN' } as const;
    given(caseAggregate, [...referralIn('SENT'), medical(RELIED_ON), medical(OTHER)])
      .when(withdrawConsent, body)
      .then(consentFact('ConsentWithdrawn', { channel: 'WRITTEN', consentIds: [RELIED_ON] }), revoked);
  });

  it.each(['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'] as const)(
    'I-25: given a draft, when %s is withdrawn, then the draft is revoked',
    (scope) => {
      given(caseAggregate, [...referralIn('DRAFT'), consentTo({ consentId: CONSENT, scope })])
        .when(withdrawConsent, { scope, channel: 'IN_PERSON' })
        .then(consentFact('ConsentWithdrawn', { scope, channel: 'IN_PERSON', consentIds: [CONSENT] }), revoked);
    },
  );

  it.each(['MEDICAL_DATA', 'JUSTICE', 'INTERVIEW'] as const)(
    'I-25: given a draft, when %s is withdrawn, then the draft stays: the sending asks for it',
    (scope: ConsentScope) => {
      given(caseAggregate, [...referralIn('DRAFT'), consentTo({ consentId: CONSENT, scope })])
        .when(withdrawConsent, { scope, channel: 'IN_PERSON' })
        .then(consentFact('ConsentWithdrawn', { scope, channel: 'IN_PERSON', consentIds: [CONSENT] }));
    },
  );

  it.each([
    ['another agency', '0193c5a0-0000-7000-8000-00000000a9e3', false],
    ['its receiver', OTHER_AGENCY, true],
  ] as const)('I-25: given a draft, when a consent for %s is withdrawn, then the draft is revoked or not', (_case, agencyId, ends) => {
    const fact = toShare(CONSENT);
    const named = { ...fact, data: { ...fact.data, recipients: [{ category: 'NGO', agencyId }] } };
    when('DRAFT', named).then(withdrawn(CONSENT), ...(ends ? [revoked] : []));
  });

  it('I-25: given several referrals, when sharing is withdrawn, then each gets its own end, in their order', () => {
    const second = '0193c5a0-0000-7000-8000-00000000ef02';
    const accepted = [
      referralFact('ReferralDrafted', { ...draft, referralId: second }),
      {
        ...referralFact('ReferralSent', { referralId: second, responseDueAt: '2022-06-29T10:00:00.000Z', dataShared: [], method: 'PHONE' }),
        metadata: { consentIds: [OTHER] },
      },
      referralFact('ReferralAccepted', { referralId: second }),
    ];
    const ends = [revoked, referralFact('ReferralUnderReview', { referralId: second, cause: 'CONSENT_WITHDRAWN' })];
    when('SENT', ...accepted, toShare(OTHER), toShare(RELIED_ON)).then(withdrawn(OTHER, RELIED_ON), ...ends);
  });
});
