import { commandOn } from '../../command-definition.ts';
import type { AnyFact } from '../../event-definition.ts';
import { accept } from '../../decision.ts';
import { clear, omit, optional } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { Id } from '../../formats.ts';
import { reject } from '../../rejection.ts';
import { referralFact } from '../referral/events.ts';
import { openReferrals, type Referral } from '../referral/state.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { consentEvents, consentFact } from './events.ts';
import { anyStaff } from './staff.ts';
import type { Consent } from './state.ts';

const accepted: readonly string[] = ['ACCEPTED', 'IN_SERVICE'];
const sharing: readonly string[] = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'];

/**
 * Ends consents at once, and with them what relied on them, in the same append (I-25): referrals on their way are revoked, those
 * that a partner accepted come under review, with their packet closed. A person may withdraw at any time, also on a closed case.
 */
export const withdrawConsent = commandOn(caseAggregate)({
  name: 'WithdrawConsent',
  roles: anyStaff,
  fields: { ...omit(consentEvents.ConsentWithdrawn.fields, 'consentIds'), consentId: optional(clear(Id)) },
  rules: ['I-24', 'I-25'],
  summary: { fr: 'Retirer un consentement', en: 'Withdraw consent' },
  example: { scope: 'SHARING_OTHER_ORGS', channel: 'IN_PERSON' },
  decide: ({ body, state }) => {
    const { consentId, ...said } = body;
    const ended = Object.values(state.consent.consents).filter(
      (consent) => consent.withdrawnAt === undefined && (consentId === undefined ? consent.scope === body.scope : consent.consentId === consentId),
    );
    return (
      firstRefusal(
        (consentId === undefined) === (body.scope === undefined) ? reject('CONSENT_OR_SCOPE', {}, ['/consentId', '/scope']) : undefined,
        ended.length === 0 ? reject('NOTHING_TO_WITHDRAW') : undefined,
      ) ??
      accept([consentFact('ConsentWithdrawn', { ...said, consentIds: ended.map((consent) => consent.consentId) }), ...consequences(ended, state)], {
        rules: ['I-25'],
      })
    );
  },
});

const consequences = (ended: readonly Consent[], { referrals }: CaseFold): AnyFact[] =>
  openReferrals(referrals)
    .filter((referral) => isTouched(referral, ended) && !referral.underReview)
    .map(({ referralId, status }) =>
      accepted.includes(status)
        ? referralFact('ReferralUnderReview', { referralId, cause: 'CONSENT_WITHDRAWN' })
        : referralFact('ReferralRevoked', { referralId, cause: 'CONSENT_WITHDRAWN' }),
    );

/** A draft relied on no consent yet: it goes when sharing or referring as such is withdrawn. Another consent does not save a sent one: it was given for that, and this was taken back. */
function isTouched(referral: Referral, ended: readonly Consent[]): boolean {
  if (referral.status === 'DRAFT') return ended.some((consent) => sharing.includes(consent.scope));
  return ended.some((consent) => referral.consentIds.includes(consent.consentId));
}
