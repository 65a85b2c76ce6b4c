import { describe, expect, it } from '@jest/globals';
import { CASE_ID } from '../testing/given-when-then.ts';
import { assessAge } from './assess-age.ts';
import { personFact } from './events.ts';
import { assessed, caseOfPerson, person, uninformed } from './fixtures.ts';

const context = { case: caseOfPerson };
const body = (ageYears: number, estimated: boolean) => ({ caseId: CASE_ID, ageYears, method: 'ESTIMATED_SOCIAL' as const, estimated });

describe('AssessAge', () => {
  it.each([
    [17, true, true],
    [0, true, true],
    [18, true, false],
    [17, false, false],
    [40, false, false],
  ])('I-09: given %i years, estimated: %p, then the benefit of the doubt is applied: %p', (ageYears, estimated, benefitOfDoubtApplied) => {
    const when = person().when(assessAge, body(ageYears, estimated), { context });
    when.then(personFact('AgeAssessed', { ...body(ageYears, estimated), benefitOfDoubtApplied }));
    when.relyingOn({ rules: ['I-02', 'I-09'], consentIds: [] });
  });

  it('given an assessment, when there is another, then both stand', () => {
    person(assessed(19)).when(assessAge, body(16, true), { context }).then(personFact('AgeAssessed', { ...body(16, true), benefitOfDoubtApplied: true }));
  });

  it('I-02: given no information and no vital interest, when the age is assessed, then it is refused', () => {
    person().when(assessAge, body(16, true), { context: { case: uninformed } }).thenRejected('INFORMATION_NOT_GIVEN');
  });

  it('given a case that is not this person’s, when the age is assessed, then it is refused', () => {
    const { outcome, requests } = person().when(assessAge, body(16, true), { context: { case: undefined } });
    expect(outcome).toEqual({ rejected: 'NOT_THE_CASE_OF_THIS_PERSON', params: {}, pointers: ['/caseId'] });
    expect(requests['case']).toMatchObject({ stream: `case-${CASE_ID}`, opens: [], namers: 'controller' });
  });

  it('is for caseworkers and the guardianship authority, and may begin the stream of the person', () => {
    expect(assessAge).toMatchObject({ roles: ['CASEWORKER', 'CHILD_GUARDIAN_AUTH'], partnerRoles: [], creates: true, opens: [] });
  });
});
