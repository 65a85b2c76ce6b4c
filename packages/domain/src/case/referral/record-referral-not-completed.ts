import { z } from 'zod';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { clear } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { reasonsWhenNotCompleted } from './outcomes.ts';
import { receivers } from './receivers.ts';

/** The partner had accepted, but the service did not come about or was broken off. */
export const recordReferralNotCompleted = commandOn(caseAggregate)({
  name: 'RecordReferralNotCompleted',
  roles: [],
  partnerRoles: receivers,
  fields: { reason: clear(z.enum(reasonsWhenNotCompleted)) },
  rules: ['I-64'],
  summary: { fr: 'Clore un référencement non réalisé', en: 'Record that a referral was not completed' },
  example: { reason: 'NO_SHOW' },
  decide: (input) => {
    const referral = referralOfPartner(input, 'RecordReferralNotCompleted');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralNotCompleted', { referralId: referral.referralId, ...input.body }), { rules: ['I-64'] });
  },
});
