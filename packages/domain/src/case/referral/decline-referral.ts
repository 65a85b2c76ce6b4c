import { agencyOf } from '../../agency/agency-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { isKnown } from '../../is-known.ts';
import { isRejection } from '../../rejection.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfPartner } from './find-referral.ts';
import { receivers } from './receivers.ts';

/** The partner says no: with a reason code, and perhaps with another agency that could help (I-65). */
export const declineReferral = commandOn(caseAggregate)({
  name: 'DeclineReferral',
  roles: [],
  partnerRoles: receivers,
  fields: omit(referralEvents.ReferralDeclined.fields, 'referralId'),
  rules: ['I-64', 'I-65'],
  summary: { fr: 'Refuser un référencement', en: 'Decline a referral' },
  example: { reason: 'CAPACITY_FULL' },
  context: ({ body }) => ({ suggested: body.suggestedAgencyId === undefined ? undefined : agencyOf(body.suggestedAgencyId) }),
  decide: (input) => {
    const { body, context } = input;
    const referral = referralOfPartner(input, 'DeclineReferral');
    if (isRejection(referral)) return referral;
    return (
      isKnown(body.suggestedAgencyId, context.suggested, '/suggestedAgencyId') ??
      accept(referralFact('ReferralDeclined', { referralId: referral.referralId, ...body }), { rules: ['I-64', 'I-65'] })
    );
  },
});
