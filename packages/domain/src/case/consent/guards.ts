import type { CaseState } from '../../code-lists/case-state.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';

const ended: readonly (CaseState | undefined)[] = [undefined, 'CLOSED', 'TRANSFERRED', 'SCREENED_OUT'];

/** Information and consent begin before the case is opened; when it has ended, there is only the withdrawal. */
export const caseNotEnded = ({ lifecycle }: CaseFold): Rejection | undefined =>
  ended.includes(lifecycle.status) ? reject('CASE_NOT_OPEN', { state: lifecycle.status ?? 'NONE' }) : undefined;
