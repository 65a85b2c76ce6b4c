import type { AgencyState } from '../../agency/state.ts';
import type { RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import { isRejection, reject, type Rejection } from '../../rejection.ts';
import { missingForAll, referralConsent } from '../consent/referral-consent.ts';
import type { PersonState } from '../../person/state.ts';
import { someForChild, type Recipient } from '../consent/consent-in-force.ts';
import { personOf } from '../guards.ts';
import type { CaseFold } from '../state.ts';
import { recipientOf } from './recipient.ts';
import type { Referral } from './state.ts';

type Sharing = {
  readonly referral: Referral;
  /** The receiving agency as it stands now. */
  readonly agency: AgencyState | undefined;
  readonly dataShared: readonly DataCategory[];
  /** As `personForSharing` asks for it. */
  readonly person: PersonState | undefined;
  /** UTC instant, ISO 8601: what leaves the agency is judged as of now, whenever it is said to have happened. */
  readonly now: string;
};

/** The rules of `dataMayLeave`. The same for everybody, and in clear: they must not tell who is a child. */
export const sharingRules = ['I-63', 'DP-24', 'I-67', 'I-61', 'I-62', 'I-22'] as const;

/** May the referral's data leave to its receiver now? The consents on which that rests, or why not. */
export function dataMayLeave(
  state: CaseFold,
  { referral, agency, dataShared, person, now }: Sharing,
): { readonly consentIds: readonly string[] } | Rejection {
  const recipient = recipientOf(agency);
  if (isRejection(recipient)) return recipient;
  const { crossBorder } = referral;
  if (isAtRiskWith(recipient, crossBorder) && hasCriticalAlert(state)) return reject('CRITICAL_SAFETY_ALERT');
  // No cooperation agreement can be registered yet, so none is in force (I-67).
  if (crossBorder) return reject('AGREEMENT_MISSING');
  const found = referralConsent(state.consent, {
    recipient,
    crossBorder,
    dataCategories: dataShared,
    age: person?.identity.age,
    at: Date.parse(now),
  });
  const unasked = missingForAll(found);
  if (unasked.length > 0) return reject('CONSENT_MISSING', { scope: unasked.join(', ') });
  const uncovered = dataShared.filter((category) => !found.permitted.includes(category));
  return uncovered.length > 0 ? reject('DATA_NOT_COVERED', { categories: uncovered.join(', ') }, ['/dataShared']) : { consentIds: found.consentIds };
}

/** The person, only where somebody else consented for it: whether that still holds depends on the age (I-22). */
export const personForSharing = (state: CaseFold) => (someForChild(state.consent) ? personOf(state, 'statistic') : undefined);

const canDetain: readonly RecipientCategory[] = ['POLICE', 'BORDER_FORCE', 'IMMIGRATION', 'FOREIGN_AGENCY'];

/** DP-24: do no harm. */
const isAtRiskWith = ({ category }: Recipient, crossBorder: boolean): boolean => crossBorder || canDetain.includes(category);

/** Nothing in this version resolves an alert, so each critical one stands. */
const hasCriticalAlert = ({ safety }: CaseFold): boolean => Object.values(safety.alerts).includes('CRITICAL');
