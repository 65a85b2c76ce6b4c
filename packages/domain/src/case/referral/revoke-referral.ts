import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfCase } from './find-referral.ts';

/** Takes a referral back from any state that is not terminal; the partner's access ends with it (I-66). */
export const revokeReferral = commandOn(caseAggregate)({
  name: 'RevokeReferral',
  roles: ['CASEWORKER', 'SUPERVISOR'],
  fields: omit(referralEvents.ReferralRevoked.fields, 'cause'),
  rules: ['I-66'],
  summary: { fr: 'Révoquer un référencement', en: 'Revoke a referral' },
  example: { referralId: '0193c5a0-0000-7000-8000-00000000ef01', reason: { text: 'La personne a déménagé', lang: 'fra' } },
  decide: ({ body, state }) => {
    const referral = referralOfCase(state, body.referralId, 'RevokeReferral');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralRevoked', { ...body, cause: 'STAFF' }), { rules: ['I-66'] });
  },
});
