import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { known } from '../../mark.ts';
import { isChildAt } from '../../person/age.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { consentsFor, hasConsent, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { planEvents, planFact } from './events.ts';
import { planHolds, planMayChange } from './guards.ts';
import type { CasePlan } from './state.ts';

/** The age may have been corrected since: an agreement that the guardian had to give, or the person, is asked for again. */
function agreementStands({ agreedBy }: CasePlan, child: boolean): Rejection | undefined {
  if (agreedBy === undefined) return reject('PLAN_NOT_AGREED');
  const by = known(agreedBy);
  return by === 'BOTH' || by === (child ? 'GUARDIAN' : 'PERSON') ? undefined : reject('AGREED_BY_WRONG_PARTY');
}

/** The plan holds from now on; what it rests on is checked again. */
export const approvePlan = commandOn(caseAggregate)({
  name: 'ApprovePlan',
  roles: ['SUPERVISOR'],
  fields: planEvents.CasePlanApproved.fields,
  opens: ['statistic'],
  rules: ['I-32', 'I-45'],
  summary: { fr: 'Approuver le plan', en: 'Approve the plan' },
  example: { planId: '0193c5a0-0000-7000-8000-000000091a01' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, actor, context, now }) => {
    const consents = consentsFor(state, 'CASE_MANAGEMENT', { frame, now });
    return (
      firstRefusal(
        planMayChange(state),
        planHolds(state.plan, body.planId),
        state.plan.approved ? reject('PLAN_APPROVED_BEFORE') : undefined,
        state.plan.preparedBy.includes(actor.userId) ? reject('SAME_PERSON_APPROVES') : undefined,
        agreementStands(state.plan, isChildAt(context.person, frame.occurredAt, now)),
        hasConsent(consents, 'CASE_MANAGEMENT'),
      ) ?? accept(planFact('CasePlanApproved', body), { rules: ['I-32', 'I-45'], consentIds: consents.map(({ consentId }) => consentId) })
    );
  },
});
