import { describe, expect, it } from '@jest/globals';
import { caseIn, consentTo, identified } from '../../testing/case-facts.ts';
import { given, PERSON_ID } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { caseAggregate } from '../state.ts';
import { consentFact } from './events.ts';
import { assent, CONSENT, informed } from './fixtures.ts';
import { recordAssent } from './record-assent.ts';

const body = { consentId: CONSENT, childView: 'AGREES' } as const;
const child = { context: { person: personAged(12) } };
const ofPublicTask = { ...identified, metadata: { legalBasis: ['PUBLIC_TASK'] } };

describe('RecordAssent', () => {
  it.each(['AGREES', 'DISAGREES', 'TOO_YOUNG', 'UNABLE'] as const)(
    'I-22: given a child, when its view is %s, then it is kept for the consent to come',
    (childView) => {
      const when = given(caseAggregate, [...caseIn('IDENTIFIED'), informed]).when(recordAssent, { ...body, childView }, child);
      when.then(consentFact('AssentRecorded', { consentId: CONSENT, childView }));
      when.relyingOn({ rules: ['I-02', 'I-10', 'I-22'], consentIds: [] });
    },
  );

  it('I-22: given a view, when the child says another one before the consent, then the newer one holds', () => {
    given(caseAggregate, [...caseIn('REGISTERED'), informed, assent('DISAGREES')])
      .when(recordAssent, body, child)
      .then(consentFact('AssentRecorded', body));
    expect(given(caseAggregate, [informed, assent('DISAGREES'), assent('AGREES')]).state.consent.assents).toEqual({ [CONSENT]: 'AGREES' });
  });

  it('I-10: given a person of unknown age, when a view is recorded, then the person counts as a child', () => {
    const when = given(caseAggregate, [...caseIn('REGISTERED'), informed]).when(recordAssent, body, { context: { person: undefined } });
    when.then(consentFact('AssentRecorded', body));
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
  });

  it('given an adult, when a view is recorded, then it is refused', () => {
    const { outcome } = given(caseAggregate, [...caseIn('REGISTERED'), informed]).when(recordAssent, body, {
      context: { person: personAged(18) },
    });
    expect(outcome).toEqual({ rejected: 'PERSON_IS_ADULT', params: {}, pointers: [] });
  });

  it('I-22: given the consent, when a view is recorded after it, then it is refused: a child that changed its mind is heard by a withdrawal', () => {
    const { outcome } = given(caseAggregate, [
      ...caseIn('REGISTERED'),
      informed,
      consentTo({ consentId: CONSENT, scope: 'INTERVIEW' }),
    ]).when(recordAssent, body, child);
    expect(outcome).toEqual({ rejected: 'ASSENT_AFTER_CONSENT', params: {}, pointers: ['/consentId'] });
  });

  it('I-02: given no information and no vital interest, when a view is recorded, then it is refused', () => {
    given(caseAggregate, [ofPublicTask]).when(recordAssent, body, child).thenRejected('INFORMATION_NOT_GIVEN');
    given(caseAggregate, [ofPublicTask, informed]).when(recordAssent, body, child).then(consentFact('AssentRecorded', body));
  });

  it('given a closed case, when a view is recorded, then it is refused', () => {
    given(caseAggregate, [...caseIn('CLOSED'), informed])
      .when(recordAssent, body, child)
      .thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers', () => {
    expect(recordAssent).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
