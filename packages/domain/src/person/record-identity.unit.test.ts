import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../command-body.ts';
import { informed } from '../case/consent/fixtures.ts';
import { caseAggregate } from '../case/state.ts';
import { identified } from '../testing/case-facts.ts';
import { CASE_ID, given, TODAY } from '../testing/given-when-then.ts';
import { personFact } from './events.ts';
import { assessed, caseOfPerson, details, person, recorded, uninformed } from './fixtures.ts';
import { recordIdentity } from './record-identity.ts';

const context = { case: caseOfPerson };

describe('RecordIdentity', () => {
  it('given a case of the person, when the identity is recorded, then the vault begins', () => {
    const when = person().when(recordIdentity, details, { context });
    when.then(personFact('IdentityDetailsRecorded', details));
    when.relyingOn({ rules: ['I-02', 'I-07'], consentIds: [] });
    expect(when.requests['case']).toMatchObject({ stream: `case-${CASE_ID}`, opens: [], namers: 'controller' });
  });

  it('given a birth date without a year, when it is recorded, then the year stands beside it', () => {
    const birthdate = { value: '2010-03-04', precision: 'day' } as const;
    person()
      .when(recordIdentity, { ...details, birthdate }, { context })
      .then(personFact('IdentityDetailsRecorded', { ...details, birthdate, birthYear: 2010 }));
  });

  it('given an age assessment before any identity, when the identity is recorded, then it is accepted', () => {
    person(assessed(16)).when(recordIdentity, details, { context }).then(personFact('IdentityDetailsRecorded', details));
  });

  it('I-02: given consent information, when the identity is recorded, then no vital interest is needed', () => {
    const afterInformation = given(caseAggregate, [{ ...identified, metadata: { legalBasis: ['PUBLIC_TASK'] } }, informed]).state;
    person().when(recordIdentity, details, { context: { case: afterInformation } }).then(personFact('IdentityDetailsRecorded', details));
  });

  it('I-02: given no information and no vital interest, when the identity is recorded, then it is refused', () => {
    person().when(recordIdentity, details, { context: { case: uninformed } }).thenRejected('INFORMATION_NOT_GIVEN');
  });

  it('I-02: given no information, when the command itself states a vital interest, then it is accepted', () => {
    person()
      .when(recordIdentity, details, { context: { case: uninformed }, frame: { legalBasis: ['VITAL_INTERESTS'] } })
      .then(personFact('IdentityDetailsRecorded', details));
  });

  it('given a case that does not exist or is another agency’s, when the identity is recorded, then it is refused', () => {
    const { outcome } = person().when(recordIdentity, details, { context: { case: undefined } });
    expect(outcome).toEqual({ rejected: 'NOT_THE_CASE_OF_THIS_PERSON', params: {}, pointers: ['/caseId'] });
  });

  it('given the case of another person, when the identity is recorded, then it is refused', () => {
    const another = { ...identified, data: { ...identified.data, personId: '0193c5a0-0000-7000-8000-0000000be599' } };
    person()
      .when(recordIdentity, details, { context: { case: given(caseAggregate, [another]).state } })
      .thenRejected('NOT_THE_CASE_OF_THIS_PERSON');
  });

  it('I-07: given an identity, when it is recorded once more, then only a correction is left', () => {
    person(recorded()).when(recordIdentity, details, { context }).thenRejected('IDENTITY_RECORDED_BEFORE');
  });

  it('given a birth year that is not that of the birth date, when they are recorded, then they are refused', () => {
    const body = { ...details, birthdate: { value: '2010', precision: 'year' }, birthYear: 2012 };
    person().when(recordIdentity, body, { context }).thenRejected('BIRTH_YEAR_CONTRADICTS');
  });

  it('I-08: the sex is asked for, and neither a name nor a gender stands in for it', () => {
    const { sex: _sex, ...without } = details;
    expect(parseBody(recordIdentity, { ...without, gender: 'Feminine', occurredAt: TODAY })).toHaveProperty('invalid');
    expect(parseBody(recordIdentity, { ...details, occurredAt: TODAY })).not.toHaveProperty('invalid');
  });

  it('is for caseworkers, and may begin the stream of the person', () => {
    expect(recordIdentity).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: true, opens: [] });
  });
});
