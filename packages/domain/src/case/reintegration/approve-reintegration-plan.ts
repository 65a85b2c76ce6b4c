import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isChildAt } from '../../person/age.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { consentsFor, hasConsent, hasGuardian, personOf } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationEvents, reintegrationFact } from './events.ts';
import { agreementStands, isPlanId, mayPlanReintegration } from './guards.ts';
import type { Reintegration } from './state.ts';

function waitsForApproval(reintegration: Reintegration, planId: string): Rejection | undefined {
  if (!isPlanId(reintegration, planId)) return reject('UNKNOWN_REFERENCE', {}, ['/planId']);
  if (reintegration.planId !== planId) return reject('REINTEGRATION_PLAN_REPLACED', {}, ['/planId']);
  return reintegration.approved ? reject('REINTEGRATION_PLAN_APPROVED_BEFORE') : undefined;
}

/** Another person than the one who recorded the agreement approves it (I-32); what it rests on is checked again. */
export const approveReintegrationPlan = commandOn(caseAggregate)({
  name: 'ApproveReintegrationPlan',
  roles: ['SUPERVISOR'],
  fields: reintegrationEvents.ReintegrationPlanApproved.fields,
  opens: ['statistic'],
  rules: ['I-10', 'I-32', 'I-80', 'I-81', 'I-83'],
  summary: { fr: 'Approuver le plan de réintégration', en: 'Approve the reintegration plan' },
  example: { planId: '0193c5a0-0000-7000-8000-00000009e101' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, actor, context, now }) => {
    const { reintegration } = state;
    const consents = consentsFor(state, 'REINTEGRATION', { frame, now });
    const tracks = Object.values(reintegration.tracks).filter((track) => track.planId === body.planId);
    return (
      firstRefusal(
        mayPlanReintegration(state),
        waitsForApproval(reintegration, body.planId),
        reintegration.recordedBy === actor.userId ? reject('SAME_PERSON_APPROVES') : undefined,
        hasConsent(consents, 'REINTEGRATION'),
        agreementStands(state, tracks, { child: isChildAt(context.person, frame.occurredAt, now), guarded: hasGuardian(state, { frame, now }) }),
      ) ??
      accept(reintegrationFact('ReintegrationPlanApproved', body), {
        rules: ['I-32', 'I-80', 'I-81', 'I-10', 'I-83'],
        consentIds: consents.map(({ consentId }) => consentId),
      })
    );
  },
});
