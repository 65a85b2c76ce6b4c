import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { receivers } from './receivers.ts';

/** The partner says that the referral has arrived; the answer comes later. */
export const receiveReferral = commandOn(caseAggregate)({
  name: 'ReceiveReferral',
  roles: [],
  partnerRoles: receivers,
  fields: omit(referralEvents.ReferralReceived.fields, 'referralId'),
  rules: ['I-64'],
  summary: { fr: 'Accuser réception d’un référencement', en: 'Acknowledge a referral' },
  example: {},
  decide: (input) => {
    const referral = referralOfPartner(input, 'ReceiveReferral');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralReceived', { referralId: referral.referralId }), { rules: ['I-64'] });
  },
});
