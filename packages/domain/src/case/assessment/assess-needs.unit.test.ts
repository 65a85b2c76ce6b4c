import { describe, expect, it } from '@jest/globals';
import { ERASED } from '../../mark.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import { caseAggregate } from '../state.ts';
import { assessNeeds } from './assess-needs.ts';
import { assessmentFact } from './events.ts';
import { ASSESSMENT, assessmentIn, needs } from './fixtures.ts';

const assessed = assessmentFact('NeedsAssessed', needs);

describe('AssessNeeds', () => {
  it('I-31: given an interview, when the needs are assessed, then the assessment has them', () => {
    const when = given(caseAggregate, caseIn('IN_ASSESSMENT')).when(assessNeeds, needs);
    when.then(assessed);
    when.relyingOn({ rules: ['I-31'], consentIds: [] });
    expect(given(caseAggregate, [...caseIn('IN_ASSESSMENT'), assessed]).state.assessment.assessments[ASSESSMENT]?.needs).toEqual([
      'EDUCATION',
    ]);
  });

  it('given needs that were erased, then they are assessed all the same', () => {
    const { state } = given(caseAggregate, [...caseIn('IN_ASSESSMENT'), { ...assessed, data: { ...assessed.data, needs: ERASED } }]);
    expect(state.assessment.assessments[ASSESSMENT]?.needs).toEqual(ERASED);
  });

  it.each(['DRAFT', 'RETURNED'] as const)(
    'given an assessment in state %s, when the needs are assessed again, then the newer ones hold',
    (status) => {
      const more = {
        ...needs,
        needs: [{ service: 'MEDICAL', urgency: 'URGENT' }],
        disability: true,
        pregnant: false,
        medicalUrgent: true,
      } as const;
      const again = assessmentFact('NeedsAssessed', { ...more, needs: [...more.needs] });
      given(caseAggregate, assessmentIn(status)).when(assessNeeds, more).then(again);
      expect(given(caseAggregate, [...assessmentIn(status), again]).state.assessment.assessments[ASSESSMENT]).toMatchObject({
        needs: ['MEDICAL'],
        status,
      });
    },
  );

  it.each(['SUBMITTED', 'APPROVED'] as const)(
    'given an assessment in state %s, when the needs are assessed, then a new assessment is asked for',
    (status) => {
      const { outcome } = given(caseAggregate, assessmentIn(status)).when(assessNeeds, needs);
      expect(outcome).toEqual({ rejected: 'ASSESSMENT_IS_FIXED', params: { state: status }, pointers: ['/assessmentId'] });
    },
  );

  it('I-31: given no interview, when the needs are assessed, then it is refused', () => {
    given(caseAggregate, caseIn('REGISTERED')).when(assessNeeds, needs).thenRejected('INTERVIEW_NEEDED');
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when the needs are assessed, then it is refused', (state) => {
    given(caseAggregate, caseIn(state)).when(assessNeeds, needs).thenRejected('CASE_NOT_OPEN');
  });

  it('is for caseworkers', () => {
    expect(assessNeeds).toMatchObject({ roles: ['CASEWORKER'], partnerRoles: [], creates: false, opens: [] });
  });
});
