import { describe, expect, it } from '@jest/globals';
import { WITHHELD } from '../../mark.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { CASEWORKER, given } from '../../testing/given-when-then.ts';
import { closureFact } from '../closure/events.ts';
import { caseAggregate } from '../state.ts';
import { assessmentFact } from './events.ts';
import { ASSESSMENT, assessmentIn, needs, vulnerability } from './fixtures.ts';
import { submitAssessment } from './submit-assessment.ts';

const body = { assessmentId: ASSESSMENT };
const vulnerable = assessmentFact('VulnerabilityAssessed', vulnerability);
const needed = assessmentFact('NeedsAssessed', needs);

describe('SubmitAssessment', () => {
  it.each(['DRAFT', 'RETURNED'] as const)(
    'I-32: given a complete assessment in state %s, when it is submitted, then it waits for another person',
    (status) => {
      const comment = { text: 'Complété', lang: 'fra' };
      const when = given(caseAggregate, assessmentIn(status)).when(submitAssessment, { ...body, comment });
      when.then(assessmentFact('AssessmentSubmitted', { ...body, comment }));
      when.relyingOn({ rules: ['I-32'], consentIds: [] });
      expect(given(caseAggregate, assessmentIn('SUBMITTED')).state.assessment.assessments[ASSESSMENT]).toMatchObject({
        status: 'SUBMITTED',
        submittedBy: CASEWORKER,
      });
    },
  );

  it('given needs that this command does not open, when it is submitted, then they count', () => {
    const sealed = { ...needed, data: { ...needed.data, needs: WITHHELD } };
    given(caseAggregate, [...caseIn('IN_ASSESSMENT'), vulnerable, sealed])
      .when(submitAssessment, body)
      .then(assessmentFact('AssessmentSubmitted', body));
  });

  it.each([
    ['no needs', [vulnerable]],
    ['no vulnerability', [needed]],
  ])('given an assessment with %s, when it is submitted, then it is refused', (_case, parts) => {
    const { outcome } = given(caseAggregate, [...caseIn('IN_ASSESSMENT'), ...parts]).when(submitAssessment, body);
    expect(outcome).toEqual({ rejected: 'ASSESSMENT_INCOMPLETE', params: {}, pointers: [] });
  });

  it.each(['SUBMITTED', 'APPROVED'] as const)('given an assessment in state %s, when it is submitted, then it is refused', (status) => {
    const { outcome } = given(caseAggregate, assessmentIn(status)).when(submitAssessment, body);
    expect(outcome).toEqual({ rejected: 'WRONG_ASSESSMENT_STATE', params: { state: status, allowed: 'DRAFT, RETURNED' }, pointers: [] });
  });

  it('given no such assessment, when it is submitted, then it is refused', () => {
    const { outcome } = given(caseAggregate, caseIn('IN_ASSESSMENT')).when(submitAssessment, body);
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/assessmentId'] });
  });

  it('given a closed case, when an assessment is submitted, then it is refused', () => {
    const closed = closureFact('CaseClosed', {
      closureId: '0193c5a0-0000-7000-8000-00000000c105',
      reason: 'GOALS_ACHIEVED',
      htcdsStatus: 'Closed',
      retentionUntil: '2032-06-15',
    });
    given(caseAggregate, [...assessmentIn('DRAFT'), closed])
      .when(submitAssessment, body)
      .thenRejected('CASE_NOT_OPEN');
    given(caseAggregate, caseIn('CLOSED'))
      .when(submitAssessment, { assessmentId: '0193c5a0-0000-7000-8000-0000000a5509' })
      .thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers', () => {
    expect(submitAssessment).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
