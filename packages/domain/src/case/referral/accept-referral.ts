import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { receivers } from './receivers.ts';

/** The partner takes the person on. Accepting implies the receipt, and a late answer is still valid. */
export const acceptReferral = commandOn(caseAggregate)({
  name: 'AcceptReferral',
  roles: [],
  partnerRoles: receivers,
  fields: omit(referralEvents.ReferralAccepted.fields, 'referralId'),
  rules: ['I-64'],
  summary: { fr: 'Accepter un référencement', en: 'Accept a referral' },
  example: { appointmentAt: '2022-06-20T08:00:00Z' },
  decide: (input) => {
    const referral = referralOfPartner(input, 'AcceptReferral');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralAccepted', { referralId: referral.referralId, ...input.body }), { rules: ['I-64'] });
  },
});
