import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isRejection } from '../../rejection.ts';
import { isNewId } from '../guards.ts';
import { referralInService } from '../referral/referral-in-service.ts';
import { caseAggregate } from '../state.ts';
import { followUpEvents, followUpFact } from './events.ts';
import { mayFollowUp } from './guards.ts';

/** Who follows the person, how, and by when. A partner schedules visits while it helps on its own referral (I-64). */
export const scheduleFollowUp = commandOn(caseAggregate)({
  name: 'ScheduleFollowUp',
  roles: ['CASEWORKER', 'REINTEGRATION_OFFICER'],
  partnerRoles: ['PARTNER_PROVIDER'],
  fields: followUpEvents.FollowUpScheduled.fields,
  rules: ['I-64'],
  capabilities: ['CAP-25'],
  summary: { fr: 'Planifier un suivi', en: 'Schedule a follow-up' },
  example: { followUpId: '0193c5a0-0000-7000-8000-0000000f0101', type: 'REINTEGRATION_MONITORING', dueOn: '2022-09-15', mode: 'HOME_VISIT' },
  decide: (input) => {
    const { body, state } = input;
    const partner = referralInService(input);
    if (partner && isRejection(partner)) return partner;
    return (
      firstRefusal(mayFollowUp(state, body.type === 'POST_CLOSURE'), isNewId(body.followUpId in state.followUps, '/followUpId')) ??
      accept(followUpFact('FollowUpScheduled', body), { rules: partner ? ['I-64'] : [] })
    );
  },
});
