import { closureReason, type ClosureReason } from '../../code-lists/cl-53-closure-reason.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseNotEnded } from '../guards.ts';
import type { CaseFold } from '../state.ts';

export const isEarlyExit = (reason: ClosureReason): boolean => 'earlyExit' in closureReason.codes[reason];

const earlyExits = (Object.keys(closureReason.codes) as ClosureReason[]).filter(isEarlyExit).join(', ');

/** domain.md 2.5: from follow-up for any reason, from every open state for those of early exit (CL-53). */
export function mayCloseFor(state: CaseFold, reason: ClosureReason): Rejection | undefined {
  const { status } = state.lifecycle;
  if (status === 'FOLLOW_UP' || isEarlyExit(reason)) return caseNotEnded(state);
  return caseNotEnded(state) ?? reject('CLOSURE_NOT_YET', { state: status ?? 'NONE', reasons: earlyExits });
}
