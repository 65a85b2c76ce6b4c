import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../../field-schemas.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { CASEWORKER, given, SUPERVISOR } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { assessmentFact } from './events.ts';
import { ASSESSMENT, assessmentIn } from './fixtures.ts';
import { returnAssessment } from './return-assessment.ts';

const body = { assessmentId: ASSESSMENT, comment: { text: 'Précisez les besoins de santé', lang: 'fra' } };
const bySupervisor = { actor: { userId: SUPERVISOR } };

describe('ReturnAssessment', () => {
  it('I-32: given a submitted assessment, when another person returns it, then it takes parts again', () => {
    const when = given(caseAggregate, assessmentIn('SUBMITTED')).when(returnAssessment, body, bySupervisor);
    when.then(assessmentFact('AssessmentReturned', body));
    when.relyingOn({ rules: ['I-32'], consentIds: [] });
    const { state } = given(caseAggregate, assessmentIn('RETURNED'));
    expect([state.lifecycle.status, state.assessment.assessments[ASSESSMENT]?.status]).toEqual(['IN_ASSESSMENT', 'RETURNED']);
  });

  it('says what is missing', () => {
    expect(writtenSchema(returnAssessment.fields).safeParse({ assessmentId: ASSESSMENT }).success).toBe(false);
  });

  it('I-32: given a submitted assessment, when the submitter returns it in another role, then it is refused', () => {
    const { outcome } = given(caseAggregate, assessmentIn('SUBMITTED')).when(returnAssessment, body, { actor: { userId: CASEWORKER } });
    expect(outcome).toEqual({ rejected: 'SAME_PERSON_APPROVES', params: {}, pointers: [] });
  });

  it.each(['DRAFT', 'RETURNED', 'APPROVED'] as const)(
    'given an assessment in state %s, when it is returned, then it is refused',
    (status) => {
      const { outcome } = given(caseAggregate, assessmentIn(status)).when(returnAssessment, body, bySupervisor);
      expect(outcome).toEqual({ rejected: 'WRONG_ASSESSMENT_STATE', params: { state: status, allowed: 'SUBMITTED' }, pointers: [] });
    },
  );

  it('given no such assessment, when it is returned, then it is refused', () => {
    given(caseAggregate, caseIn('IN_ASSESSMENT')).when(returnAssessment, body, bySupervisor).thenRejected('UNKNOWN_REFERENCE');
  });

  it('given a closed case, when an assessment is returned, then it is refused', () => {
    given(caseAggregate, caseIn('CLOSED')).when(returnAssessment, body, bySupervisor).thenRejected('CASE_NOT_OPEN');
  });

  it('is for supervisors', () => {
    expect(returnAssessment).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
  });
});
