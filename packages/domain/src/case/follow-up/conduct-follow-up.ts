import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { group, omit, optional, pick, type Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isRejection, reject, type Rejection } from '../../rejection.ts';
import { isNewId } from '../guards.ts';
import { referralInService } from '../referral/referral-in-service.ts';
import { safetyEvents, safetyFact } from '../safety/events.ts';
import { caseAggregate } from '../state.ts';
import { followUpEvents, followUpFact } from './events.ts';
import { mayFollowUp } from './guards.ts';

const fields = {
  ...omit(followUpEvents.FollowUpConducted.fields, 'referralId'),
  /** With `safe: false`, and only then (I-85); what was seen stands in `note`. */
  safetyAlert: optional(group(pick(safetyEvents.SafetyAlertRaised.fields, 'safetyAlertId', 'kind', 'severity'))),
  risk: optional(group(safetyEvents.RiskLevelAssigned.fields)),
};

/** I-85: nobody notes down that a person is not safe and leaves it at that. */
function alertFitsSafety({ safe, ...body }: Written<typeof fields>): Rejection | undefined {
  const groups = ['safetyAlert', 'risk'] as const;
  const wrong = groups.filter((name) => (body[name] !== undefined) === safe).map((name) => `/${name}`);
  return wrong.length === 0 ? undefined : reject(safe ? 'SAFE_TAKES_NO_ALERT' : 'UNSAFE_NEEDS_ALERT_AND_RISK', {}, wrong);
}

/** A visit or call, scheduled before or not: a caseworker who happens to meet the person has followed up. */
export const conductFollowUp = commandOn(caseAggregate)({
  name: 'ConductFollowUp',
  roles: ['CASEWORKER', 'REINTEGRATION_OFFICER'],
  partnerRoles: ['PARTNER_PROVIDER'],
  fields,
  rules: ['I-64', 'I-85'],
  capabilities: ['CAP-25'],
  summary: { fr: 'Enregistrer un suivi', en: 'Record a follow-up' },
  example: {
    followUpId: '0193c5a0-0000-7000-8000-0000000f0101',
    mode: 'HOME_VISIT',
    wellbeing: 'WORSENED',
    safe: false,
    inSchool: false,
    newRisks: ['RETALIATION_RISK'],
    note: { text: 'Des inconnus ont interrogé les voisins', lang: 'fra' },
    safetyAlert: { safetyAlertId: '0193c5a0-0000-7000-8000-0000000a1e01', kind: 'RETALIATION_RISK', severity: 'CRITICAL' },
    risk: { level: 'HIGH', reviewDue: '2022-06-22' },
  },
  decide: (input) => {
    const { body, state, referralId } = input;
    const { safetyAlert, risk, ...conducted } = body;
    const partner = referralInService(input);
    if (partner && isRejection(partner)) return partner;
    const before = state.followUps[body.followUpId];
    const refusal = firstRefusal(
      mayFollowUp(state, before === 'SCHEDULED'),
      isNewId(before !== undefined && before !== 'SCHEDULED', '/followUpId'),
      alertFitsSafety(body),
      isNewId(safetyAlert !== undefined && safetyAlert.safetyAlertId in state.safety.alerts, '/safetyAlert/safetyAlertId'),
    );
    if (refusal) return refusal;
    const events = [
      followUpFact('FollowUpConducted', { ...conducted, ...(referralId === undefined ? {} : { referralId }) }),
      ...(safetyAlert ? [safetyFact('SafetyAlertRaised', safetyAlert)] : []),
      ...(risk ? [safetyFact('RiskLevelAssigned', risk)] : []),
    ];
    return accept(events, { rules: partner ? ['I-64', 'I-85'] : ['I-85'] });
  },
});
