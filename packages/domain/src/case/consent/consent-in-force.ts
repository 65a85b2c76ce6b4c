import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { spanOf } from '../../partial-date-time.ts';
import type { Consent, ConsentLedger } from './state.ts';

export type Recipient = { readonly agencyId: string; readonly category: RecipientCategory; readonly country: string };

/** `at` is an instant in milliseconds. A start or end that is known only to the day counts with its whole day. */
export function isInForce(consent: Consent, at: number): boolean {
  if (consent.withdrawnAt !== undefined && consent.withdrawnAt <= at) return false;
  const from = spanOf(consent.validFrom, consent.zone);
  const until = consent.validUntil && spanOf(consent.validUntil, consent.zone);
  return (from === undefined || from.from <= at) && (until === undefined || at <= until.to);
}

/** A consent to a category covers its agencies; an agency or a country in it narrows it. */
export function covers(consent: Consent, recipient: Recipient): boolean {
  return consent.recipients.some(
    (scope) =>
      scope.category === recipient.category &&
      (scope.agencyId === undefined || scope.agencyId === recipient.agencyId) &&
      (scope.country === undefined || scope.country === recipient.country),
  );
}

/** All consents of this scope in force at the instant, for the recipient where one is named, in the order in which they were given. */
export function consentsInForce(ledger: ConsentLedger, scope: ConsentScope, when: { at: number; recipient?: Recipient | undefined }): Consent[] {
  const { at, recipient } = when;
  return Object.values(ledger.consents).filter(
    (consent) => consent.scope === scope && isInForce(consent, at) && (recipient === undefined || covers(consent, recipient)),
  );
}
