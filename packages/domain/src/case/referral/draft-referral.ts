import { agencyOf } from '../../agency/agency-of.ts';
import type { AgencyState } from '../../agency/state.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isKnown } from '../../is-known.ts';
import { isRejection, reject, type Rejection } from '../../rejection.ts';
import { isNewId } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { referralEvents, referralFact } from './events.ts';
import { recipientOf } from './recipient.ts';
import { serviceInTime } from './service-in-time.ts';
import type { Referrals } from './state.ts';

/** A referral that did not come about is followed by a new one; none is opened again (domain.md 4.2). */
function followsAnEnded(referrals: Referrals, previousReferralId: string | undefined): Rejection | undefined {
  if (previousReferralId === undefined) return undefined;
  const previous = referrals[previousReferralId];
  if (previous === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/previousReferralId']);
  const ended = previous.status === 'DECLINED' || previous.status === 'EXPIRED';
  return ended ? undefined : reject('PREVIOUS_REFERRAL_NOT_ENDED', { state: previous.status }, ['/previousReferralId']);
}

/** An own agency that is not registered has no country: everybody is then abroad to it. */
const crossesBorder = (recipient: AgencyState | undefined, own: AgencyState | undefined): boolean =>
  recipient?.profile.country !== own?.profile.country;

/** Prepares a referral. Nothing leaves the agency, so consent is asked for when it is sent. */
export const draftReferral = commandOn(caseAggregate)({
  name: 'DraftReferral',
  roles: ['CASEWORKER', 'SUPERVISOR', 'NATIONAL_COORD'],
  // Neither agreements nor contacts of the directory can be registered yet: a body can name none.
  fields: omit(referralEvents.ReferralDrafted.fields, 'agreementId', 'toContact'),
  rules: ['I-63', 'I-67'],
  summary: { fr: 'Préparer un référencement', en: 'Draft a referral' },
  example: {
    referralId: '0193c5a0-0000-7000-8000-00000000ef01',
    toAgencyId: '0193c5a0-0000-7000-8000-00000000a9e2',
    service: 'EDUCATION',
    reason: 'AdditionalServicesRequired',
    priority: 'NORMAL',
    crossBorder: false,
  },
  context: ({ body, state, actor }) => ({
    recipient: agencyOf(body.toAgencyId),
    own: agencyOf(state.stream.controller ?? actor.agencyId),
  }),
  decide: ({ body, state, context }) => {
    const recipient = recipientOf(context.recipient);
    return (
      firstRefusal(
        serviceInTime(state, body.service),
        isNewId(body.referralId in state.referrals, '/referralId'),
        body.toAgencyId === state.stream.controller ? reject('REFERRAL_TO_OWN_AGENCY', {}, ['/toAgencyId']) : undefined,
        isKnown(body.toAgencyId, context.recipient, '/toAgencyId'),
        isRejection(recipient) ? recipient : undefined,
        body.crossBorder === crossesBorder(context.recipient, context.own)
          ? undefined
          : reject('CROSS_BORDER_MISMATCH', {}, ['/crossBorder']),
        followsAnEnded(state.referrals, body.previousReferralId),
      ) ?? accept(referralFact('ReferralDrafted', body), { rules: ['I-63', 'I-67'] })
    );
  },
});
