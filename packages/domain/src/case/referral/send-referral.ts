import { agencyOf } from '../../agency/agency-of.ts';
import { addHours } from '../../calendar.ts';
import { priority, type Priority } from '../../code-lists/cl-28-priority.ts';
import { commandOn } from '../../command-definition.ts';
import type { Frame } from '../../command-frame.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isRejection, type Rejection } from '../../rejection.ts';
import { consentsFor, hasConsent } from '../guards.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { dataMayLeave, personForSharing, sharingRules } from './data-may-leave.ts';
import { referralEvents, referralFact } from './events.ts';
import { referralOfCase } from './find-referral.ts';
import { isUrgent, serviceInTime } from './service-in-time.ts';
import type { Referral } from './state.ts';

/** CL-28: the limit counts from the sending itself, not from the day that a late entry names. */
const responseDue = (of: Priority, now: string): string => addHours(now, priority.codes[of].limitHours);

/**
 * Assistance begins with the first planned referral, and needs the consent to it (domain.md 2.5). It is no basis of the sharing,
 * so the event does not list it. An urgent service never waits for it (I-24).
 */
function assistanceMayBegin(state: CaseFold, referral: Referral, when: { frame: Frame; now: string }): Rejection | undefined {
  const begins = state.lifecycle.status === 'PLANNED' && !isUrgent(referral.service);
  return begins ? hasConsent(consentsFor(state, 'CASE_MANAGEMENT', when), 'CASE_MANAGEMENT') : undefined;
}

/** Opens a packet with the categories of `dataShared` to the receiving agency, as far as the consents in force now allow it. */
export const sendReferral = commandOn(caseAggregate)({
  name: 'SendReferral',
  roles: ['CASEWORKER', 'SUPERVISOR', 'NATIONAL_COORD'],
  fields: omit(referralEvents.ReferralSent.fields, 'responseDueAt'),
  rules: [...sharingRules, 'I-24'],
  capabilities: ['CAP-33'],
  summary: { fr: 'Envoyer un référencement', en: 'Send a referral' },
  example: { referralId: '0193c5a0-0000-7000-8000-00000000ef01', dataShared: ['IDENTITY', 'VULNERABILITY'], method: 'IN_SYSTEM' },
  context: ({ body, state }) => {
    const referral = state.referrals[body.referralId];
    return { recipient: referral && agencyOf(referral.toAgencyId), person: personForSharing(state) };
  },
  decide: ({ body, frame, state, context, now }) => {
    const referral = referralOfCase(state, body.referralId, 'SendReferral');
    if (isRejection(referral)) return referral;
    const refused = firstRefusal(serviceInTime(state, referral.service), assistanceMayBegin(state, referral, { frame, now }));
    if (refused) return refused;
    const basis = dataMayLeave(state, { referral, agency: context.recipient, dataShared: body.dataShared, person: context.person, now });
    if (isRejection(basis)) return basis;
    const sent = referralFact('ReferralSent', { ...body, responseDueAt: responseDue(referral.priority, now) });
    return accept(sent, { rules: sharingRules, consentIds: basis.consentIds });
  },
});
