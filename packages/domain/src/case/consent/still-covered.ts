import { isInForce, isKnownOutgrown } from './consent-in-force.ts';
import { neededByEvery } from './referral-consent.ts';
import type { Consent, ConsentLedger, RecipientScope } from './state.ts';

const isWithin = (narrow: RecipientScope, wide: RecipientScope): boolean =>
  wide.category === narrow.category &&
  (wide.agencyId === undefined || wide.agencyId === narrow.agencyId) &&
  (wide.country === undefined || wide.country === narrow.country);

/** Whoever the one covers the other covers, too. */
const isAsWide = (other: Consent, one: Consent): boolean =>
  one.recipients.every((narrow) => other.recipients.some((wide) => isWithin(narrow, wide)));

/**
 * Whether what once went out under these consents may still be spoken of, for folds that know neither the receiver's kind nor the
 * person's age: none was withdrawn (I-25), and each scope that every referral needs has a consent in force, one of these or one that
 * is as wide, so that a renewal carries on what ran out (I-61).
 */
export function stillCovered(ledger: ConsentLedger, consentIds: readonly string[], at: number): boolean {
  const reliedOn = consentIds.map((id) => ledger.consents[id]).filter((consent) => consent !== undefined);
  if (reliedOn.length < consentIds.length || reliedOn.some(({ withdrawnAt }) => withdrawnAt !== undefined)) return false;
  const holding = Object.values(ledger.consents).filter((consent) => isInForce(consent, at) && !isKnownOutgrown(ledger, consent));
  const carriesOn = (one: Consent) => (other: Consent) => other.scope === one.scope && (reliedOn.includes(other) || isAsWide(other, one));
  const needed = reliedOn.filter(({ scope }) => neededByEvery.includes(scope));
  return needed.length > 0 && needed.every((one) => holding.some(carriesOn(one)));
}
