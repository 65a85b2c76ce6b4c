import type { Rejection } from '../../rejection.ts';
import { caseIsOpen } from '../guards.ts';
import type { CaseFold } from '../state.ts';

/** CL-50 knows a follow-up after closure, and a risk found there is a reason to reopen (CL-53b): so a closed case is no obstacle to it. */
export function mayFollowUp(state: CaseFold, afterClosure: boolean): Rejection | undefined {
  return afterClosure && state.lifecycle.status === 'CLOSED' ? undefined : caseIsOpen(state);
}
