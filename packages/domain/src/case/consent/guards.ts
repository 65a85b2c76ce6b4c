import { reject, type Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';

const ended: readonly (string | undefined)[] = [undefined, 'CLOSED', 'TRANSFERRED', 'SCREENED_OUT'];

/** Information and consent begin before the case is opened; on an ended case only a withdrawal is possible. */
export const caseNotEnded = ({ lifecycle }: CaseFold): Rejection | undefined =>
  ended.includes(lifecycle.status) ? reject('CASE_NOT_OPEN', { state: lifecycle.status ?? 'NONE' }) : undefined;
