import { agencyAggregate, type AgencyState } from '../../agency/state.ts';
import { streamName } from '../../aggregate.ts';
import { recipientCategory, type RecipientCategory } from '../../code-lists/cl-29-recipient-category.ts';
import { streamState } from '../../context-request.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';
import type { Referral } from './state.ts';

/** An agency as context: everybody may name one. */
export const agencyOf = (agencyId: string) => streamState(agencyAggregate, streamName('agency', agencyId), { namers: 'everybody' });

/** CL-29: figures only, or nothing at all; no consent makes a record about a person reach them. */
function getsNoRecords(kind: RecipientCategory): boolean {
  const category = recipientCategory.codes[kind];
  return 'aggregatesOnly' in category || 'neverAllowed' in category;
}

/** I-63: active in the directory, and of a kind that may receive records at all. */
export function mayReceive(recipient: AgencyState | undefined): Rejection | undefined {
  const { active, kind } = recipient?.profile ?? {};
  if (!active || kind === undefined) return reject('RECIPIENT_NOT_ACTIVE');
  return getsNoRecords(kind) ? reject('RECIPIENT_GETS_NO_RECORDS', { category: kind }) : undefined;
}

const canDetain: readonly RecipientCategory[] = ['POLICE', 'BORDER_FORCE', 'IMMIGRATION', 'FOREIGN_AGENCY'];

/** DP-24: first do no harm. Nothing in this version resolves a critical safety alert, so each of them stands. */
export function noAlertForbids(state: CaseFold, referral: Referral, recipient: AgencyState | undefined): Rejection | undefined {
  const kind = recipient?.profile.kind;
  const delicate = referral.crossBorder || kind === undefined || canDetain.includes(kind);
  return delicate && Object.values(state.safety.alerts).includes('CRITICAL') ? reject('CRITICAL_SAFETY_ALERT') : undefined;
}

/** I-67: no cooperation agreement can be registered yet, so none is in force and nothing about a person crosses a border. */
export const agreementCovers = (referral: Referral): Rejection | undefined => (referral.crossBorder ? reject('AGREEMENT_MISSING') : undefined);
