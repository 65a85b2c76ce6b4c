import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { receivers } from './receivers.ts';

/** The partner cannot decide yet, and names the categories of data that it would need. */
export const requestInformation = commandOn(caseAggregate)({
  name: 'RequestInformation',
  roles: [],
  partnerRoles: receivers,
  fields: omit(referralEvents.ReferralInformationRequested.fields, 'referralId'),
  rules: ['I-64'],
  summary: { fr: 'Demander un complément d’information', en: 'Request information' },
  example: { fields: ['FAMILY'], question: { text: 'Qui accompagnera l’enfant ?', lang: 'fra' } },
  decide: (input) => {
    const referral = referralOfPartner(input, 'RequestInformation');
    if (isRejection(referral)) return referral;
    return accept(referralFact('ReferralInformationRequested', { referralId: referral.referralId, ...input.body }), { rules: ['I-64'] });
  },
});
