import { consentScope } from '../../code-lists/cl-38-consent-scope.ts';
import type { ConsentGiver } from '../../code-lists/cl-40-consent-giver.ts';
import type { Written } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { known } from '../../mark.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';
import { isSharing } from './coverage.ts';
import type { consentEvents } from './events.ts';

type Grant = Written<typeof consentEvents.ConsentGranted.fields>;

const guardians: readonly ConsentGiver[] = ['CAREGIVER', 'LEGAL_GUARDIAN'];

type When = {
  /** When it was given, and as of now. */
  readonly child: boolean;
  readonly childNow: boolean;
  /** A guardian was there when it was given. */
  readonly guarded: boolean;
  readonly state: CaseFold;
};

/**
 * May this giver consent? An adult in person; for a child a guardian who is recorded, or a judge, and the child's own view is heard.
 * What leaves is judged as of now: for sharing, whoever has come of age since then is asked in person (domain.md 6.3).
 */
export function mayConsent(grant: Grant, { child, childNow, ...when }: When): Rejection | undefined {
  if (!child) return adultConsents(grant);
  const cameOfAge = !childNow && isSharing(grant.scope);
  return cameOfAge ? reject('GIVER_NOT_ENTITLED', {}, ['/giver', '/occurredAt']) : mayConsentForChild(grant, when);
}

function adultConsents({ giver, giverName }: Grant): Rejection | undefined {
  if (giver !== 'INDIVIDUAL') return reject('GIVER_NOT_ENTITLED', {}, ['/giver']);
  return giverName === undefined ? undefined : reject('GIVER_NAME_NOT_NEEDED', {}, ['/giverName']);
}

function mayConsentForChild({ consentId, scope, giver }: Grant, { guarded, state: { consent } }: Pick<When, 'guarded' | 'state'>): Rejection | undefined {
  const entitled = giver === 'JUDGE' || guardians.includes(giver);
  const recorded = giver === 'JUDGE' || guarded;
  return firstRefusal(
    'deniedForChildren' in consentScope.codes[scope] ? reject('SCOPE_NOT_FOR_CHILDREN', {}, ['/scope']) : undefined,
    entitled ? undefined : reject('GIVER_NOT_ENTITLED', {}, ['/giver']),
    recorded ? undefined : reject('GUARDIAN_NOT_RECORDED'),
    childAgrees(known(consent.assents[consentId])),
  );
}

/** A view that can no longer be read is asked for again. Too young or unable to say is a view; a judge does not overrule a no. */
function childAgrees(view: string | undefined): Rejection | undefined {
  if (view === undefined) return reject('ASSENT_MISSING', {}, ['/consentId']);
  return view === 'DISAGREES' ? reject('CHILD_DISAGREES') : undefined;
}
