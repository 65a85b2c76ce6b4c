import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import type { Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isMark, known } from '../../mark.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { Assessment, Assessments } from '../assessment/state.ts';
import { areNewIds, caseIsOpen, consentsFor, hasConsent, isNewId } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { planEvents, planFact } from './events.ts';
import { isPlanId, planMayChange } from './guards.ts';

type Objectives = Written<typeof planEvents.CasePlanDrafted.fields>['objectives'];

const approvedIn = ({ assessments }: Assessments): readonly Assessment[] =>
  Object.values(assessments).filter(({ status }) => status === 'APPROVED');

/** I-45: in an approved assessment. A need that cannot be read is no need that was assessed. */
function needsWereAssessed(assessments: Assessments, objectives: Objectives): Rejection | undefined {
  const found = approvedIn(assessments).map(({ needs }) => needs);
  if (found.some(isMark)) return reject('NEEDS_NOT_READABLE');
  const assessed = found.flatMap((needs) => known(needs) ?? []);
  const foreign = objectives.flatMap(({ needCode }, i) => (assessed.includes(needCode) ? [] : [`/objectives/${i}/needCode`]));
  return foreign.length === 0 ? undefined : reject('NEED_NOT_ASSESSED', {}, foreign);
}

/** A plan for needs that were assessed, or a new one in the place of the plan before it. */
export const draftPlan = commandOn(caseAggregate)({
  name: 'DraftPlan',
  roles: ['CASEWORKER'],
  fields: planEvents.CasePlanDrafted.fields,
  opens: ['statistic'],
  rules: ['I-45'],
  summary: { fr: 'Préparer le plan', en: 'Draft the plan' },
  example: {
    planId: '0193c5a0-0000-7000-8000-000000091a01',
    objectives: [
      {
        objectiveId: '0193c5a0-0000-7000-8000-000000000b01',
        needCode: 'EDUCATION',
        goal: { text: 'Retour à l’école à la rentrée', lang: 'fra' },
        supportType: 'Education',
        targetDate: '2022-10-01',
      },
    ],
  },
  decide: ({ body, frame, state, now }) => {
    const consents = consentsFor(state, 'CASE_MANAGEMENT', { frame, now });
    const objectiveIds = body.objectives.map(({ objectiveId }) => objectiveId);
    return (
      firstRefusal(
        caseIsOpen(state),
        approvedIn(state.assessment).length === 0 ? reject('PLAN_NEEDS_ASSESSMENT') : undefined,
        planMayChange(state),
        isNewId(isPlanId(state.plan, body.planId), '/planId'),
        areNewIds(objectiveIds, state.plan.objectives, (i) => `/objectives/${i}/objectiveId`),
        hasConsent(consents, 'CASE_MANAGEMENT'),
        needsWereAssessed(state.assessment, body.objectives),
      ) ?? accept(planFact('CasePlanDrafted', body), { rules: ['I-45'], consentIds: consents.map(({ consentId }) => consentId) })
    );
  },
});
