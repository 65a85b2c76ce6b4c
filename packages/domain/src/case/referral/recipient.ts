import type { AgencyState } from '../../agency/state.ts';
import { idOfStream } from '../../aggregate.ts';
import { recipientCategory, type RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { Recipient } from '../consent/consent-in-force.ts';

/** CL-29: figures only, or nothing at all; no consent makes a record about a person reach them. */
function getsNoRecords(kind: RecipientCategory): boolean {
  const category = recipientCategory.codes[kind];
  return 'aggregatesOnly' in category || 'neverAllowed' in category;
}

/** I-63: active in the directory, and of a kind that may receive records at all. */
export function recipientOf(agency: AgencyState | undefined): Recipient | Rejection {
  if (agency === undefined) return reject('RECIPIENT_NOT_ACTIVE');
  const { active, kind, country } = agency.profile;
  if (!active || kind === undefined || country === undefined) return reject('RECIPIENT_NOT_ACTIVE');
  return getsNoRecords(kind)
    ? reject('RECIPIENT_GETS_NO_RECORDS', { category: kind })
    : { agencyId: idOfStream(agency.stream.name), category: kind, country };
}
