import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../command-body.ts';
import { CASE_ID, TODAY } from '../testing/given-when-then.ts';
import { correctIdentity } from './correct-identity.ts';
import { personFact } from './events.ts';
import { assessed, caseOfPerson, details, person, recorded, uninformed } from './fixtures.ts';

const correctionReason = { text: 'Acte de naissance retrouvé', lang: 'fra' };
const body = { ...details, names: ['Nom corrigé'], correctionReason };
const context = { case: caseOfPerson };

describe('CorrectIdentity', () => {
  it('I-07: given an identity, when it is corrected, then the new details stand beside the old ones, with the reason', () => {
    const when = person(recorded()).when(correctIdentity, body, { context });
    when.then(personFact('IdentityDetailsCorrected', body));
    when.relyingOn({ rules: ['I-02', 'I-07'], consentIds: [] });
    expect(when.requests['case']).toMatchObject({ stream: `case-${CASE_ID}`, opens: [], namers: 'controller' });
  });

  it('I-07: a correction without a reason is no valid body', () => {
    expect(parseBody(correctIdentity, { ...details, occurredAt: TODAY })).toHaveProperty('invalid');
    expect(parseBody(correctIdentity, { ...body, occurredAt: TODAY })).not.toHaveProperty('invalid');
  });

  it('given a birth date, when it is corrected, then the year stands beside it', () => {
    const birthdate = { value: '2011-03', precision: 'month' } as const;
    person(recorded({ birthYear: 2010 }))
      .when(correctIdentity, { ...body, birthdate }, { context })
      .then(personFact('IdentityDetailsCorrected', { ...body, birthdate, birthYear: 2011 }));
  });

  it('I-07: given no identity yet, when it is corrected, then it is refused', () => {
    person().when(correctIdentity, body, { context }).thenRejected('NO_IDENTITY_TO_CORRECT');
    person(assessed(16)).when(correctIdentity, body, { context }).thenRejected('NO_IDENTITY_TO_CORRECT');
  });

  it('I-02: given no information and no vital interest, when the identity is corrected, then it is refused', () => {
    person(recorded()).when(correctIdentity, body, { context: { case: uninformed } }).thenRejected('INFORMATION_NOT_GIVEN');
  });

  it('given a case that is not this person’s, when the identity is corrected, then it is refused', () => {
    person(recorded()).when(correctIdentity, body, { context: { case: undefined } }).thenRejected('NOT_THE_CASE_OF_THIS_PERSON');
  });

  it('given a birth year that is not that of the birth date, when they are corrected, then they are refused', () => {
    const contradicting = { ...body, birthdate: { value: '2010-03-04', precision: 'day' }, birthYear: 2012 };
    person(recorded()).when(correctIdentity, contradicting, { context }).thenRejected('BIRTH_YEAR_CONTRADICTS');
  });

  it('is for caseworkers, and begins no stream', () => {
    expect(correctIdentity).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
