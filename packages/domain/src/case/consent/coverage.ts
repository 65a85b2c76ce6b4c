import { recipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import type { ConsentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { consentEvents } from './events.ts';

type Grant = Written<typeof consentEvents.ConsentGranted.fields>;

/** Without somebody to share with, and something to share, these would look like a consent and open nothing (I-61, I-62). */
const sharing: readonly ConsentScope[] = ['REFERRAL_SERVICES', 'SHARING_OTHER_ORGS', 'JUSTICE', 'CROSS_BORDER', 'MEDICAL_DATA'];

export const isSharing = (scope: ConsentScope): boolean => sharing.includes(scope);

/** These mean something of their own (to take a photo, to look for the family); data leave under them only where they are listed. */
const mayShare: readonly ConsentScope[] = [...sharing, 'PHOTO', 'TRANSFER', 'TRACING', 'FAMILY_CONTACT'];

/** What a consent covers says with whom and what is shared, and nothing where its scope shares nothing. */
export function coverageFits({ scope, recipients, dataCategories }: Grant): Rejection | undefined {
  const never = recipients.findIndex(({ category }) => 'neverAllowed' in recipientCategory.codes[category]);
  const unnamed = scope === 'CROSS_BORDER' ? recipients.findIndex(({ country }) => country === undefined) : -1;
  const shares = isSharing(scope);
  return firstRefusal(
    never < 0 ? undefined : reject('RECIPIENT_NEVER_ALLOWED', {}, [`/recipients/${never}/category`]),
    shares && recipients.length === 0 ? reject('RECIPIENTS_NEEDED', { scope }, ['/recipients']) : undefined,
    unnamed < 0 ? undefined : reject('COUNTRY_NEEDED', {}, [`/recipients/${unnamed}/country`]),
    shares && dataCategories.length === 0 ? reject('DATA_CATEGORIES_NEEDED', { scope }, ['/dataCategories']) : undefined,
    dataCategories.length > 0 && !mayShare.includes(scope) ? reject('SCOPE_SHARES_NOTHING', { scope }, ['/dataCategories']) : undefined,
  );
}
