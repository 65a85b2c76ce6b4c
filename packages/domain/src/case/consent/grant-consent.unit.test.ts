import { describe, expect, it } from '@jest/globals';
import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import { consentTopic } from '../../code-lists/cl-39-consent-topic.ts';
import { writtenSchema } from '../../field-schemas.ts';
import type { Written } from '../../field-tree.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { given, OTHER_AGENCY, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { consentFact, type consentEvents } from './events.ts';
import { allTopics, CONSENT, INFORMATION, informed, informedOf } from './fixtures.ts';
import { grantConsent } from './grant-consent.ts';

type Body = Written<typeof consentEvents.ConsentGranted.fields>;
const interview: Body = {
  consentId: CONSENT,
  informationId: INFORMATION,
  scope: 'INTERVIEW',
  recipients: [],
  dataCategories: [],
  giver: 'INDIVIDUAL',
  form: 'ORAL_WITNESSED',
  validFrom: { value: '2022-06-15', precision: 'day' },
};
const referral: Body = { ...interview, scope: 'REFERRAL_SERVICES', recipients: [{ category: 'HEALTH' }], dataCategories: ['IDENTITY'] };
const adult = { context: { person: personAged(30) } };

const when = (body: object, facts: readonly Given[] = [...caseIn('REGISTERED'), informed]) =>
  given(caseAggregate, facts).when(grantConsent, body as Body, adult);
const refusal = (body: object, facts?: readonly Given[]) => when(body, facts).outcome;

describe('GrantConsent', () => {
  it('I-22: given an informed adult, when the person consents, then it is in the ledger', () => {
    const granted = when(interview);
    granted.then(consentFact('ConsentGranted', interview));
    granted.relyingOn({ rules: ['I-21', 'DP-23', 'I-22', 'I-10', 'I-20'], consentIds: [] });
    expect(granted.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
  });

  it('is possible as soon as the person is identified', () => {
    when(referral, [...caseIn('IDENTIFIED'), informed]).then(consentFact('ConsentGranted', referral));
  });

  it('I-23: given limits in the words of the person, then they stand in their language, and without it they are refused', () => {
    const limits = { text: 'Kada ku gaya wa kauye', lang: 'hau' };
    when({ ...interview, limits }).then(consentFact('ConsentGranted', { ...interview, limits }));
    expect(writtenSchema(grantConsent.fields).safeParse({ ...interview, limits: { text: limits.text } }).success).toBe(false);
  });

  describe('information', () => {
    it('I-21: given no information of that id, then it is refused', () => {
      expect(refusal(interview, caseIn('REGISTERED'))).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/informationId'] });
    });

    it.each(Object.keys(consentTopic.codes))('I-21: given an information without %s, then it is refused', (topic) => {
      const rest = allTopics.filter((other) => other !== topic);
      expect(refusal(interview, [...caseIn('REGISTERED'), informedOf(...rest)])).toEqual({
        rejected: 'INFORMATION_INCOMPLETE',
        params: { missing: topic },
        pointers: ['/informationId'],
      });
    });

    it('I-21: given seven entries that are one topic, then the other six are missing', () => {
      const once = allTopics.map(() => 'USES_OF_DATA' as const);
      expect(refusal(interview, [...caseIn('REGISTERED'), informedOf(...once)])).toMatchObject({
        rejected: 'INFORMATION_INCOMPLETE',
        params: { missing: allTopics.filter((topic) => topic !== 'USES_OF_DATA').join(', ') },
      });
    });

    it('I-21: given two informations that only together have all topics, then it is refused: the one that is named has to have them', () => {
      const [first, ...rest] = allTopics.map((topic) => informedOf(topic));
      const others = rest.map((fact, index) => ({
        ...fact,
        data: { ...fact.data, informationId: `0193c5a0-0000-7000-8000-00000001f${index}00` },
      }));
      expect(refusal(interview, [...caseIn('REGISTERED'), ...others, ...(first ? [first] : [])])).toMatchObject({
        rejected: 'INFORMATION_INCOMPLETE',
        params: { missing: allTopics.slice(1).join(', ') },
      });
    });
  });

  it.each(['CAREGIVER', 'LEGAL_GUARDIAN', 'JUDGE', 'OTHER', 'UNKNOWN'])(
    'I-22: given an adult, when %s consents in the place of the person, then it is refused',
    (giver) => {
      expect(refusal({ ...interview, giver })).toEqual({ rejected: 'GIVER_NOT_ENTITLED', params: {}, pointers: ['/giver'] });
    },
  );

  it('given an adult, when a name of the giver is given besides, then it is refused', () => {
    expect(refusal({ ...interview, giverName: 'Nom fictif' })).toEqual({
      rejected: 'GIVER_NAME_NOT_NEEDED',
      params: {},
      pointers: ['/giverName'],
    });
  });

  it('given a consent with this id, also a withdrawn one, then it is refused', () => {
    const before = [...caseIn('REGISTERED'), informed, consentTo({ consentId: CONSENT, scope: 'INTERVIEW' })];
    expect(refusal(interview, before)).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/consentId'] });
    when(interview, [...before, consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'REMOTE' })]).thenRejected(
      'ID_ALREADY_USED',
    );
  });

  it('given a closed case, then it is refused', () => {
    expect(refusal(interview, [...caseIn('CLOSED'), informed])).toEqual({
      rejected: 'CASE_NOT_OPEN',
      params: { state: 'CLOSED' },
      pointers: [],
    });
  });

  describe('whom and what it covers', () => {
    const sharing = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS', 'JUSTICE', 'CROSS_BORDER', 'MEDICAL_DATA'] as const;
    const recipients = [{ category: 'FOREIGN_AGENCY', agencyId: OTHER_AGENCY, country: 'NGA' }] as const;

    it.each(sharing)('%s says with whom and what is shared', (scope) => {
      const body = { ...referral, scope, recipients: [...recipients] };
      when(body).then(consentFact('ConsentGranted', body));
      expect(refusal({ ...body, recipients: [] })).toEqual({ rejected: 'RECIPIENTS_NEEDED', params: { scope }, pointers: ['/recipients'] });
      expect(refusal({ ...body, dataCategories: [] })).toEqual({
        rejected: 'DATA_CATEGORIES_NEEDED',
        params: { scope },
        pointers: ['/dataCategories'],
      });
    });

    it.each(['PHOTO', 'TRANSFER', 'TRACING', 'FAMILY_CONTACT'] as const)('%s may share something or nothing', (scope) => {
      const bare: Body = { ...interview, scope };
      when(bare).then(consentFact('ConsentGranted', bare));
      const body: Body = { ...referral, scope };
      when(body).then(consentFact('ConsentGranted', body));
    });

    it.each(['INTERVIEW', 'CASE_MANAGEMENT', 'REINTEGRATION', 'REPORTING_NON_IDENT', 'RESEARCH', 'MEDIA'] as const)(
      '%s shares nothing',
      (scope: ConsentScope) => {
        const body: Body = { ...interview, scope };
        when(body).then(consentFact('ConsentGranted', body));
        expect(refusal({ ...body, dataCategories: ['IDENTITY'] })).toEqual({
          rejected: 'SCOPE_SHARES_NOTHING',
          params: { scope },
          pointers: ['/dataCategories'],
        });
      },
    );

    it('I-67: given a recipient abroad without a country, then CROSS_BORDER is refused', () => {
      const body = { ...referral, scope: 'CROSS_BORDER', recipients: [...recipients, { category: 'NGO' }] };
      expect(refusal(body)).toEqual({ rejected: 'COUNTRY_NEEDED', params: {}, pointers: ['/recipients/1/country'] });
    });

    it.each(['REFERRAL_SERVICES', 'MEDIA', 'INTERVIEW'] as const)(
      'CL-29: given the media among the recipients, then %s is refused',
      (scope) => {
        const body = { ...referral, scope, recipients: [{ category: 'NGO' }, { category: 'MEDIA' }] };
        expect(refusal(body)).toEqual({ rejected: 'RECIPIENT_NEVER_ALLOWED', params: {}, pointers: ['/recipients/1/category'] });
      },
    );
  });

  describe('validity', () => {
    it.each([
      ['2022-06-15', '2022-06-15', 'day'],
      ['2022-06-15', '2022-06', 'month'],
      ['2022-06-15', '2022', 'year'],
      ['2022-06-15', '', 'unknown'],
    ] as const)('from %s until %s is accepted', (from, value, precision) => {
      const body: Body = { ...interview, validFrom: { value: from, precision: 'day' }, validUntil: { value, precision } };
      when(body).then(consentFact('ConsentGranted', body));
    });

    it.each([
      ['2022-06-14', 'day'],
      ['2022-05', 'month'],
      ['2022-06-14T22:59:59Z', 'instant'],
    ] as const)('given an end %s before its beginning, then it is refused', (value, precision) => {
      expect(refusal({ ...interview, validUntil: { value, precision } })).toEqual({
        rejected: 'VALIDITY_REVERSED',
        params: {},
        pointers: ['/validUntil'],
      });
    });
  });

  it('is recorded by caseworkers, with the views of children opened', () => {
    expect(grantConsent).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: ['statistic'] });
  });
});
