import { agencyOf } from '../../agency/agency-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isRejection, reject } from '../../rejection.ts';
import { caseIsOpen } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { dataMayLeave, personForSharing, sharingRules } from './data-may-leave.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfCase } from './find-referral.ts';

/** Answers the partner's question: more categories, words, or both. Words alone leave the agency too, so consent is asked for again. */
export const provideInformation = commandOn(caseAggregate)({
  name: 'ProvideInformation',
  roles: ['CASEWORKER', 'SUPERVISOR'],
  fields: referralEvents.ReferralInformationProvided.fields,
  rules: sharingRules,
  summary: { fr: 'Fournir un complément d’information', en: 'Provide information' },
  example: {
    referralId: '0193c5a0-0000-7000-8000-00000000ef01',
    dataShared: ['FAMILY'],
    answer: { text: 'Une tante l’accompagnera', lang: 'fra' },
  },
  context: ({ body, state }) => {
    const referral = state.referrals[body.referralId];
    return { recipient: referral && agencyOf(referral.toAgencyId), person: personForSharing(state) };
  },
  decide: ({ body, state, context, now }) => {
    const referral = referralOfCase(state, body.referralId, 'ProvideInformation');
    if (isRejection(referral)) return referral;
    const nothing = body.dataShared.length === 0 && body.answer === undefined;
    const refused = firstRefusal(caseIsOpen(state), nothing ? reject('NOTHING_PROVIDED', {}, ['/dataShared', '/answer']) : undefined);
    if (refused) return refused;
    const basis = dataMayLeave(state, { referral, agency: context.recipient, dataShared: body.dataShared, person: context.person, now });
    if (isRejection(basis)) return basis;
    return accept(referralFact('ReferralInformationProvided', body), { rules: sharingRules, consentIds: basis.consentIds });
  },
});
