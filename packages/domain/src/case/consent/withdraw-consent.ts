import { commandOn } from '../../command-definition.ts';
import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { ReferralState } from '../../code-lists/referral-state.ts';
import { accept } from '../../decision.ts';
import type { AnyFact } from '../../event-definition.ts';
import { clear, omit, optional } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { Id } from '../../formats.ts';
import { reject } from '../../rejection.ts';
import { referralFact } from '../referral/events.ts';
import { openReferrals, type Referral, type Referrals } from '../referral/state.ts';
import { caseAggregate } from '../state.ts';
import { consentEvents, consentFact } from './events.ts';
import { anyStaff } from './staff.ts';
import type { Consent } from './state.ts';

const accepted: readonly ReferralState[] = ['ACCEPTED', 'IN_SERVICE'];
const everyReferral: readonly ConsentScope[] = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'];
/** As many ids as one event holds: a withdrawal is never refused for its size. */
const MAX_IDS = 100;

/**
 * Ends consents at once, and in the same append what relied on them (I-25): referrals on their way are revoked, those that a
 * partner accepted come under review. A person may withdraw at any time, also when the case is closed, and also a consent that
 * has run out or not begun yet: under the one data may still lie with a partner, the other would begin to hold.
 */
export const withdrawConsent = commandOn(caseAggregate)({
  name: 'WithdrawConsent',
  roles: anyStaff,
  fields: { ...omit(consentEvents.ConsentWithdrawn.fields, 'consentIds'), consentId: optional(clear(Id)) },
  rules: ['I-25'],
  summary: { fr: 'Retirer un consentement', en: 'Withdraw a consent' },
  example: { scope: 'SHARING_OTHER_ORGS', channel: 'IN_PERSON' },
  decide: ({ body, state }) => {
    const { consentId, ...said } = body;
    const { scope } = said;
    const named = (consent: Consent) => (consentId === undefined ? consent.scope === scope : consent.consentId === consentId);
    const ended = Object.values(state.consent.consents).filter((consent) => consent.withdrawnAt === undefined && named(consent));
    const withdrawals = inGroups(ended.map((consent) => consent.consentId)).map((consentIds) =>
      consentFact('ConsentWithdrawn', { ...said, consentIds }),
    );
    return (
      firstRefusal(
        (consentId === undefined) === (scope === undefined) ? reject('CONSENT_OR_SCOPE', {}, ['/consentId', '/scope']) : undefined,
        ended.length === 0 ? reject('NOTHING_TO_WITHDRAW', {}, [scope === undefined ? '/consentId' : '/scope']) : undefined,
      ) ?? accept([...withdrawals, ...consequences(ended, state.referrals)], { rules: ['I-25'] })
    );
  },
});

const inGroups = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, index) => ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS));

const consequences = (ended: readonly Consent[], referrals: Referrals): AnyFact[] =>
  openReferrals(referrals)
    .filter((referral) => !referral.underReview && ended.some((consent) => touches(consent, referral)))
    .map(({ referralId, status }) => {
      const why = { referralId, cause: 'CONSENT_WITHDRAWN' } as const;
      return accepted.includes(status) ? referralFact('ReferralUnderReview', why) : referralFact('ReferralRevoked', why);
    });

/**
 * What was sent under a consent ends with it, though another one might cover it: the recipient's category does not stand in the
 * case, and in doubt nothing is shared any longer. A draft relied on nothing yet: it ends where the person no longer wants to be
 * referred, or data to be shared, with an agency that this consent may have been meant for.
 */
function touches({ consentId, scope, recipients }: Consent, referral: Referral): boolean {
  if (referral.status !== 'DRAFT') return referral.consentIds.includes(consentId);
  const mayMean = recipients.some(({ agencyId }) => agencyId === undefined || agencyId === referral.toAgencyId);
  return mayMean && everyReferral.includes(scope);
}
