import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { assessmentEvents, assessmentFact } from './events.ts';
import { assessmentIn, isAnotherPerson } from './guards.ts';

/** Gives an assessment back with what is missing; it takes parts again and is submitted again. */
export const returnAssessment = commandOn(caseAggregate)({
  name: 'ReturnAssessment',
  roles: ['SUPERVISOR'],
  fields: assessmentEvents.AssessmentReturned.fields,
  rules: ['I-32'],
  summary: { fr: 'Renvoyer l’évaluation', en: 'Return the assessment' },
  example: { assessmentId: '0193c5a0-0000-7000-8000-0000000a5501', comment: { text: 'Précisez les besoins de santé', lang: 'fra' } },
  decide: ({ body, state, actor }) => {
    const assessment = assessmentIn(state, body.assessmentId, ['SUBMITTED']);
    if (isRejection(assessment)) return assessment;
    return isAnotherPerson(assessment, actor.userId) ?? accept(assessmentFact('AssessmentReturned', body), { rules: ['I-32'] });
  },
});
