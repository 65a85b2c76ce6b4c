import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { isRejection, reject } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { assessmentEvents, assessmentFact } from './events.ts';
import { assessmentIn } from './guards.ts';

/** Hands a complete assessment to a supervisor: at least one vulnerability and the needs (domain.md 2.5). */
export const submitAssessment = commandOn(caseAggregate)({
  name: 'SubmitAssessment',
  roles: ['CASEWORKER'],
  fields: assessmentEvents.AssessmentSubmitted.fields,
  rules: ['I-32'],
  summary: { fr: 'Soumettre l’évaluation', en: 'Submit the assessment' },
  example: { assessmentId: '0193c5a0-0000-7000-8000-0000000a5501' },
  decide: ({ body, state }) => {
    const assessment = assessmentIn(state, body.assessmentId, ['DRAFT', 'RETURNED']);
    if (isRejection(assessment)) return assessment;
    const complete = assessment.vulnerabilityAssessed && assessment.needs !== undefined;
    return complete ? accept(assessmentFact('AssessmentSubmitted', body), { rules: ['I-32'] }) : reject('ASSESSMENT_INCOMPLETE');
  },
});
