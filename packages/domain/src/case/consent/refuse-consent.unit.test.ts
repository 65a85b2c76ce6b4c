import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../../field-schemas.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { serviceInTime } from '../referral/service-in-time.ts';
import { caseAggregate } from '../state.ts';
import { consentFact } from './events.ts';
import { CONSENT, informed } from './fixtures.ts';
import { refuseConsent } from './refuse-consent.ts';

const body = { scope: 'CASE_MANAGEMENT', reasonCode: 'NO_TRUST', effectExplained: true } as const;
const refused = consentFact('ConsentRefused', body);

describe('RefuseConsent', () => {
  it.each(['IDENTIFIED', 'FOLLOW_UP'] as const)(
    'given a case in state %s, when a consent is refused, then the refusal and its reason are kept',
    (state) => {
      const when = given(caseAggregate, [...caseIn(state), informed]).when(refuseConsent, body);
      when.then(refused);
      when.relyingOn({ rules: ['I-24'], consentIds: [] });
    },
  );

  it('needs no information before it: nobody is refused a no', () => {
    given(caseAggregate, caseIn('IDENTIFIED')).when(refuseConsent, body).then(refused);
  });

  it('I-24: given every consent refused, when an urgent service is asked for, then nothing stands in its way', () => {
    const { state } = given(caseAggregate, [...caseIn('REGISTERED'), refused]);
    expect(state.consent.refused).toEqual(['CASE_MANAGEMENT']);
    expect(serviceInTime(state, 'MEDICAL')).toBeUndefined();
  });

  it('given a consent to the scope in force, when it is refused, then the way to the withdrawal is shown', () => {
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' })]).when(
      refuseConsent,
      body,
    );
    expect(outcome).toEqual({ rejected: 'CONSENT_IN_FORCE', params: { scope: 'CASE_MANAGEMENT' }, pointers: ['/scope'] });
  });

  it('I-24: given a consent to the scope that has yet to begin, when it is refused, then the way to the withdrawal is shown', () => {
    const granted = consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' });
    const facts = [...caseIn('REGISTERED'), { ...granted, data: { ...granted.data, validFrom: { value: '2022-06-20', precision: 'day' } } }];
    const { outcome } = given(caseAggregate, facts).when(refuseConsent, body);
    expect(outcome).toEqual({ rejected: 'CONSENT_IN_FORCE', params: { scope: 'CASE_MANAGEMENT' }, pointers: ['/scope'] });
  });

  it.each([
    ['of another scope', [consentTo({ consentId: CONSENT, scope: 'INTERVIEW' })]],
    ['that ran out', [consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT', until: '2022-06-14' })]],
    [
      'that was withdrawn',
      [
        consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' }),
        consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'REMOTE' }),
      ],
    ],
  ])('given a consent %s, when one is refused, then the refusal is kept', (_case, facts) => {
    given(caseAggregate, [...caseIn('REGISTERED'), ...facts])
      .when(refuseConsent, body)
      .then(refused);
  });

  it('given a refusal, when the person consents later, then the refusal no longer stands', () => {
    const facts = [...caseIn('REGISTERED'), refused, consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT' })];
    expect(given(caseAggregate, facts).state.consent.refused).toEqual([]);
  });

  it('cannot be recorded without having explained its effect', () => {
    expect(writtenSchema(refuseConsent.fields).safeParse({ ...body, effectExplained: false }).success).toBe(false);
  });

  it('given a closed case, when a consent is refused, then there is nothing to refuse', () => {
    given(caseAggregate, caseIn('CLOSED')).when(refuseConsent, body).thenRejected('CASE_NOT_OPEN');
  });

  it('is possible through any staff', () => {
    const roles = ['CASEWORKER', 'SUPERVISOR', 'CENTRE_MANAGER', 'TRACING_OFFICER', 'REINTEGRATION_OFFICER', 'DPO'];
    expect(refuseConsent).toMatchObject({ roles, partnerRoles: [], creates: false, opens: [] });
  });
});
