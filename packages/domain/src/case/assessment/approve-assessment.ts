import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { isRejection, reject } from '../../rejection.ts';
import { personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { assessmentEvents, assessmentFact } from './events.ts';
import { assessmentIn, isAnotherPerson } from './guards.ts';

/**
 * Another person than the submitter approves (I-32). A child's assessment needs a best-interests assessment, a short one at least
 * (I-33, domain.md 2.5), made since a reopening if there was one: assessment begins anew then. The age is read anew here, so that one
 * that was corrected since the interviews counts.
 */
export const approveAssessment = commandOn(caseAggregate)({
  name: 'ApproveAssessment',
  roles: ['SUPERVISOR'],
  fields: assessmentEvents.AssessmentApproved.fields,
  rules: ['I-32', 'I-33'],
  summary: { fr: 'Approuver l’évaluation', en: 'Approve the assessment' },
  example: { assessmentId: '0193c5a0-0000-7000-8000-0000000a5501' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, actor, now }) => {
    const assessment = assessmentIn(state, body.assessmentId, ['SUBMITTED']);
    if (isRejection(assessment)) return assessment;
    return (
      firstRefusal(
        isAnotherPerson(assessment, actor.userId),
        state.bestInterests.current || !isChildAt(context.person, frame.occurredAt, now) ? undefined : reject('BIA_NEEDED'),
      ) ?? accept(assessmentFact('AssessmentApproved', body), { rules: ['I-32', 'I-33'] })
    );
  },
});
