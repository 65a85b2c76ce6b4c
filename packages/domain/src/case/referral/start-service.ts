import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { receivers } from './receivers.ts';

/** The partner has begun to help. */
export const startService = commandOn(caseAggregate)({
  name: 'StartService',
  roles: [],
  partnerRoles: receivers,
  fields: omit(referralEvents.ReferralServiceStarted.fields, 'referralId'),
  rules: ['I-64'],
  summary: { fr: 'Commencer le service', en: 'Start the service' },
  example: {},
  decide: (input) => {
    const referral = referralOfPartner(input, 'StartService');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralServiceStarted', { referralId: referral.referralId }), { rules: ['I-64'] });
  },
});
