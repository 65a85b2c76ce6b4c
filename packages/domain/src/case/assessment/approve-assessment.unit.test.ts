import { describe, expect, it } from '@jest/globals';
import { personFact } from '../../person/events.ts';
import { personAggregate } from '../../person/state.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, CASE_ID, CASEWORKER, given, PERSON_ID, SUPERVISOR } from '../../testing/given-when-then.ts';
import { personAged } from '../../testing/person-facts.ts';
import { bestInterestsFact } from '../best-interests/events.ts';
import { closureFact } from '../closure/events.ts';
import { caseAggregate } from '../state.ts';
import { approveAssessment } from './approve-assessment.ts';
import { assessmentFact } from './events.ts';
import { ASSESSMENT, assessmentIn } from './fixtures.ts';

const body = { assessmentId: ASSESSMENT };
const approved = assessmentFact('AssessmentApproved', body);
const bySupervisor = { actor: { userId: SUPERVISOR } };
const adult = { ...bySupervisor, context: { person: personAged(30) } };
const bia = (kind: 'SHORT' | 'COMPREHENSIVE') =>
  bestInterestsFact('BestInterestsAssessmentRecorded', {
    biaId: '0193c5a0-0000-7000-8000-00000000b1a1',
    kind,
    trigger: 'RETURN_DECISION',
    childHeard: true,
    reasoning: { text: 'Raisonnement fictif', lang: 'fra' },
  });

describe('ApproveAssessment', () => {
  it('I-32: given a submitted assessment, when another person approves it, then the case is assessed', () => {
    const comment = { text: 'Approuvé', lang: 'fra' };
    const when = given(caseAggregate, assessmentIn('SUBMITTED')).when(approveAssessment, { ...body, comment }, adult);
    when.then(assessmentFact('AssessmentApproved', { ...body, comment }));
    when.relyingOn({ rules: ['I-32', 'I-33'], consentIds: [] });
    expect(when.requests['person']).toMatchObject({ stream: { personId: PERSON_ID }, opens: ['statistic'], namers: 'controller' });
    const { state } = given(caseAggregate, assessmentIn('APPROVED'));
    expect([state.lifecycle.status, state.assessment.assessments[ASSESSMENT]?.status]).toEqual(['ASSESSED', 'APPROVED']);
  });

  it('I-32: given a submitted assessment, when the submitter approves it in another role, then it is refused', () => {
    const { outcome } = given(caseAggregate, assessmentIn('SUBMITTED')).when(approveAssessment, body, {
      ...adult,
      actor: { userId: CASEWORKER },
    });
    expect(outcome).toEqual({ rejected: 'SAME_PERSON_APPROVES', params: {}, pointers: [] });
  });

  it('I-32: given an assessment that somebody else submitted after a return, when the first submitter approves it, then it is approved', () => {
    const again = {
      ...assessmentFact('AssessmentSubmitted', body),
      metadata: { actor: { userId: 'user-caseworker-2', role: 'CASEWORKER', agencyId: AGENCY } },
    };
    given(caseAggregate, [...assessmentIn('RETURNED'), again])
      .when(approveAssessment, body, { ...adult, actor: { userId: CASEWORKER } })
      .then(approved);
  });

  it.each([
    ['a child', personAged(17)],
    ['a person of unknown age', undefined],
    ['a person whose age was corrected to a child’s', given(personAggregate, [age(30), age(16)], `person-${PERSON_ID}`).state],
  ])('I-33: given %s without a best-interests assessment, when the assessment is approved, then it is refused', (_case, person) => {
    const { outcome } = given(caseAggregate, assessmentIn('SUBMITTED')).when(approveAssessment, body, {
      ...bySupervisor,
      context: { person },
    });
    expect(outcome).toEqual({ rejected: 'BIA_NEEDED', params: {}, pointers: [] });
  });

  it.each(['SHORT', 'COMPREHENSIVE'] as const)(
    'I-33: given a child with a %s best-interests assessment, when the assessment is approved, then it is approved',
    (kind) => {
      const context = { person: personAged(12) };
      given(caseAggregate, [...assessmentIn('SUBMITTED'), bia(kind)])
        .when(approveAssessment, body, { ...bySupervisor, context })
        .then(approved);
    },
  );

  it('I-33, I-98: given a child whose case was reopened, when only an assessment of before is there, then it is refused until one is made anew', () => {
    const reopened = closureFact('CaseReopened', { reason: 'RE_TRAFFICKED', priorClosureEventId: ASSESSMENT });
    const again = [...caseIn('IN_ASSESSMENT'), bia('SHORT'), ...caseIn('CLOSED').slice(-1), reopened, ...assessmentIn('SUBMITTED').slice(caseIn('IN_ASSESSMENT').length)];
    const byOther = { ...bySupervisor, context: { person: personAged(12) } };
    const reassessed = given(caseAggregate, again);
    expect(reassessed.state.bestInterests).toEqual({ assessments: { '0193c5a0-0000-7000-8000-00000000b1a1': 'SHORT' }, current: false });
    reassessed.when(approveAssessment, body, byOther).thenRejected('BIA_NEEDED');
    given(caseAggregate, [...again, bia('SHORT')]).when(approveAssessment, body, byOther).then(approved);
  });

  it.each(['DRAFT', 'RETURNED', 'APPROVED'] as const)(
    'given an assessment in state %s, when it is approved, then it is refused',
    (status) => {
      const { outcome } = given(caseAggregate, assessmentIn(status)).when(approveAssessment, body, adult);
      expect(outcome).toEqual({ rejected: 'WRONG_ASSESSMENT_STATE', params: { state: status, allowed: 'SUBMITTED' }, pointers: [] });
    },
  );

  it('given no such assessment, when it is approved, then it is refused', () => {
    const { outcome } = given(caseAggregate, caseIn('IN_ASSESSMENT')).when(approveAssessment, body, adult);
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/assessmentId'] });
  });

  it('given a closed case, when an assessment is approved, then it is refused', () => {
    const closed = closureFact('CaseClosed', {
      closureId: '0193c5a0-0000-7000-8000-00000000c105',
      reason: 'GOALS_ACHIEVED',
      htcdsStatus: 'Closed',
      retentionUntil: '2032-06-15',
    });
    given(caseAggregate, [...assessmentIn('SUBMITTED'), closed])
      .when(approveAssessment, body, adult)
      .thenRejected('CASE_NOT_OPEN');
  });

  it('is for supervisors', () => {
    expect(approveAssessment).toMatchObject({ roles: ['SUPERVISOR'], partnerRoles: [], creates: false, opens: [] });
  });
});

function age(ageYears: number) {
  return personFact('AgeAssessed', { caseId: CASE_ID, ageYears, method: 'MEDICAL', estimated: false, benefitOfDoubtApplied: false });
}
