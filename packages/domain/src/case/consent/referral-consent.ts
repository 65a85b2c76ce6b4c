import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import type { AgeFact } from '../../person/state.ts';
import { consentsInForce, covers, isOutgrown, type Recipient } from './consent-in-force.ts';
import type { Consent, ConsentLedger } from './state.ts';

type Sharing = {
  readonly recipient: Recipient;
  /** The recipient is in another country than the agency that shares. */
  readonly crossBorder: boolean;
  readonly dataCategories: readonly DataCategory[];
  /** The person's age, as far as it is known. */
  readonly age: AgeFact | undefined;
  /** The instant of the sharing in milliseconds: what leaves the agency is judged as of now, never as of a day in the past. */
  readonly at: number;
};

export type ReferralConsent = {
  /** All that the sharing relies on: the withdrawal of any of them ends it (I-25). */
  readonly consentIds: readonly string[];
  /** Those of the categories asked for that may be shared, in the order asked for; none while a scope of I-61 is missing. */
  readonly permitted: readonly DataCategory[];
  /** Scopes for which a consent has to be obtained first. */
  readonly missing: readonly ConsentScope[];
};

/** Every referral needs both (I-61); what they list together is what may be shared (I-62). */
const base: readonly ConsentScope[] = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS'];

/** Without one of these nothing may be sent; any other scope that is missing keeps back the categories that need it. */
export const neededByEvery: readonly ConsentScope[] = [...base, 'CROSS_BORDER'];

/** The scopes that are missing for anything to leave at all. */
export const missingForAll = ({ missing }: ReferralConsent): ConsentScope[] => missing.filter((scope) => neededByEvery.includes(scope));

/** Categories that a person opens by a consent of its own besides. A photo consent without recipients only lets the photo be taken. */
const besides: { readonly [C in DataCategory]?: ConsentScope } = {
  HEALTH: 'MEDICAL_DATA',
  JUSTICE: 'JUSTICE',
  PHOTO: 'PHOTO',
  DOCUMENT_COPY: 'PHOTO',
};

/** I-67: a category of recipients says nothing about a country; it has to be named. */
function namesCountry(consent: Consent, recipient: Recipient): boolean {
  return covers({ ...consent, recipients: consent.recipients.filter(({ country }) => country !== undefined) }, recipient);
}

const lists = (consents: readonly Consent[], category: DataCategory): boolean =>
  consents.some(({ dataCategories }) => dataCategories.includes(category));

/**
 * What the ledger lets a referral share with its recipient (I-61, I-62, I-67). A category is permitted where one of the two consents
 * of every referral lists it, and a consent of each further scope that it needs does, too: a consent to justice that lists the
 * identity alone does not open the proceedings.
 */
export function referralConsent(ledger: ConsentLedger, { recipient, crossBorder, dataCategories, age, at }: Sharing): ReferralConsent {
  const inForce = (scope: ConsentScope): readonly Consent[] => {
    const found = consentsInForce(ledger, scope, { at, recipient }).filter((consent) => !isOutgrown(consent, age, at));
    return scope === 'CROSS_BORDER' ? found.filter((consent) => namesCountry(consent, recipient)) : found;
  };
  const always: readonly ConsentScope[] = crossBorder ? [...base, 'CROSS_BORDER'] : base;
  const own = dataCategories.map((category) => besides[category]).filter((scope) => scope !== undefined);
  const needed = [...new Set([...always, ...own])];
  const missing = needed.filter((scope) => inForce(scope).length === 0);
  const given = base.flatMap(inForce);

  const mayLeave = (category: DataCategory): boolean => {
    const scope = besides[category];
    return (
      lists(given, category) &&
      (scope === undefined || lists(inForce(scope), category)) &&
      (!crossBorder || lists(inForce('CROSS_BORDER'), category))
    );
  };
  return {
    consentIds: needed.flatMap(inForce).map(({ consentId }) => consentId),
    permitted: always.some((scope) => missing.includes(scope)) ? [] : dataCategories.filter(mayLeave),
    missing,
  };
}
