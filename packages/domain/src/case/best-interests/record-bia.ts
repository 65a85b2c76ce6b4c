import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject } from '../../rejection.ts';
import { caseIsOpen, isNewId, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { bestInterestsEvents, bestInterestsFact } from './events.ts';

/** Best-interests assessment of a child, short or comprehensive: one at least before the assessment is approved (I-33). */
export const recordBia = commandOn(caseAggregate)({
  name: 'RecordBia',
  roles: ['CASEWORKER', 'CHILD_GUARDIAN_AUTH'],
  fields: bestInterestsEvents.BestInterestsAssessmentRecorded.fields,
  rules: ['I-33'],
  summary: { fr: 'Enregistrer une évaluation de l’intérêt supérieur', en: 'Record a best-interests assessment' },
  example: {
    biaId: '0193c5a0-0000-7000-8000-00000000b1a1',
    kind: 'SHORT',
    trigger: 'UASC_DURABLE_SOLUTION',
    childHeard: true,
    reasoning: { text: 'Raisonnement fictif', lang: 'fra' },
  },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, now }) =>
    firstRefusal(
      caseIsOpen(state),
      isNewId(body.biaId in state.bestInterests.assessments, '/biaId'),
      isChildAt(context.person, frame.occurredAt, now) ? undefined : reject('PERSON_IS_ADULT'),
    ) ?? accept(bestInterestsFact('BestInterestsAssessmentRecorded', body), { rules: ['I-33'] }),
});
