import type { ReferralState } from '../../code-lists/referral-state.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { Referral } from './state.ts';

/**
 * From which states each command moves a referral on (domain.md 4.2). A referral is never opened again: after a decline or an
 * expiry a new one names it. Expiry is a timer's and no command of anybody; being late is a flag and moves nothing.
 */
export const movesFrom = {
  SendReferral: ['DRAFT'],
  ReceiveReferral: ['SENT'],
  AcceptReferral: ['SENT', 'RECEIVED'],
  DeclineReferral: ['SENT', 'RECEIVED'],
  RequestInformation: ['RECEIVED'],
  ProvideInformation: ['INFO_REQUESTED'],
  StartService: ['ACCEPTED'],
  // No command of its own and no move: what a partner records while it helps (services, support, milestones, visits).
  RecordInService: ['ACCEPTED', 'IN_SERVICE'],
  CompleteReferral: ['IN_SERVICE'],
  RecordReferralNotCompleted: ['ACCEPTED', 'IN_SERVICE'],
  RevokeReferral: ['DRAFT', 'SENT', 'RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE'],
} as const satisfies Readonly<Record<string, readonly ReferralState[]>>;

export type ReferralMove = keyof typeof movesFrom;

export function mayMove(referral: Referral, move: ReferralMove): Rejection | undefined {
  const allowed: readonly ReferralState[] = movesFrom[move];
  if (allowed.includes(referral.status)) return undefined;
  return reject('WRONG_REFERRAL_STATE', { state: referral.status, allowed: allowed.join(', ') });
}
