import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { dayOf } from '../../calendar.ts';
import { isAfter, spanOf, type PartialDateTime } from '../../partial-date-time.ts';
import { isChildOn } from '../../person/age.ts';
import type { AgeFact } from '../../person/state.ts';
import type { Consent, ConsentLedger } from './state.ts';

export type Recipient = { readonly agencyId: string; readonly category: RecipientCategory; readonly country: string };

export type Validity = { readonly validFrom: PartialDateTime; readonly validUntil?: PartialDateTime | undefined; readonly zone: string };

/** `at` is an instant in milliseconds. A start or end that is known only to the day counts with its whole day. */
export function isValid({ validFrom, validUntil, zone }: Validity, at: number): boolean {
  const until = validUntil && spanOf(validUntil, zone);
  return !isAfter(validFrom, zone, at) && (until === undefined || at <= until.to);
}

/** Not withdrawn, and not run out: it holds, or will once it begins. */
export const isStanding = ({ withdrawnAt, validUntil, zone }: Consent, at: number): boolean =>
  withdrawnAt === undefined && (validUntil === undefined || at <= (spanOf(validUntil, zone)?.to ?? Infinity));

/** For what leaves the agency: what was withdrawn is not in force, whatever time a device said or a clock shows (I-25). */
export const isInForce = (consent: Consent, at: number): boolean => consent.withdrawnAt === undefined && isValid(consent, at);

/** For what the agency itself did at that instant: done before the withdrawal, it was lawful. MUST NOT decide on what leaves. */
const wasInForce = (consent: Consent, at: number): boolean =>
  (consent.withdrawnAt === undefined || at < consent.withdrawnAt) && isValid(consent, at);

/**
 * A guardian or judge consents for a child: to what leaves at this instant a person of full age has to consent anew (domain.md 6.3,
 * I-22). An age that is not known is a child's, of whom the guardian's consent is the only one that there can be.
 */
export const isOutgrown = (consent: Consent, age: AgeFact | undefined, at: number): boolean =>
  !consent.inPerson && !isChildOn(age, dayOf(at, consent.zone));

/** The same where no age can be read: whoever consented in person since then had come of age. */
export function isKnownOutgrown({ consents }: ConsentLedger, consent: Consent): boolean {
  const given = Object.values(consents);
  return !consent.inPerson && given.slice(given.indexOf(consent)).some(({ inPerson }) => inPerson);
}

/** Whether the age of the person is needed to say what holds. */
export const someForChild = ({ consents }: ConsentLedger): boolean => Object.values(consents).some(({ inPerson }) => !inPerson);

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
export function consentsInForce(
  ledger: ConsentLedger,
  scope: ConsentScope,
  when: { at: number; recipient?: Recipient | undefined },
): Consent[] {
  const { at, recipient } = when;
  return Object.values(ledger.consents).filter(
    (consent) => consent.scope === scope && isInForce(consent, at) && (recipient === undefined || covers(consent, recipient)),
  );
}

/** The consents of this scope on which an act of the agency at that instant may rely, also where they were withdrawn later. */
export const consentsAsOf = (ledger: ConsentLedger, scope: ConsentScope, at: number): Consent[] =>
  Object.values(ledger.consents).filter((consent) => consent.scope === scope && wasInForce(consent, at));
