import { z } from 'zod';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { clear } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { outcomesWhenCompleted } from './outcomes.ts';
import { receivers } from './receivers.ts';

/** The partner has helped, and says with which outcome. */
export const completeReferral = commandOn(caseAggregate)({
  name: 'CompleteReferral',
  roles: [],
  partnerRoles: receivers,
  fields: { outcome: clear(z.enum(outcomesWhenCompleted)) },
  rules: ['I-64'],
  summary: { fr: 'Clore un référencement réalisé', en: 'Complete a referral' },
  example: { outcome: 'SERVED_FULLY' },
  decide: (input) => {
    const referral = referralOfPartner(input, 'CompleteReferral');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralCompleted', { referralId: referral.referralId, ...input.body }), { rules: ['I-64'] });
  },
});
