import { reject, type Rejection } from '../../rejection.ts';
import { caseIsOpen } from '../guards.ts';
import type { CaseFold } from '../state.ts';
import type { Assessment } from './state.ts';

/** I-31: there was an interview; and what was submitted or approved is not changed behind the back of whoever approves it. */
export function takesPart(state: CaseFold, assessmentId: string): Rejection | undefined {
  const { interviewIds, assessments } = state.assessment;
  const { status } = assessments[assessmentId] ?? {};
  const fixed = status === 'SUBMITTED' || status === 'APPROVED';
  return caseIsOpen(state) ?? (interviewIds.length === 0 ? reject('INTERVIEW_NEEDED') : fixed ? reject('ASSESSMENT_IS_FIXED', { state: status }, ['/assessmentId']) : undefined);
}

/** The assessment that is named, in a state in which it can be moved on. */
export function assessmentIn(state: CaseFold, assessmentId: string, allowed: readonly Assessment['status'][]): Assessment | Rejection {
  const assessment = state.assessment.assessments[assessmentId];
  if (assessment === undefined) return caseIsOpen(state) ?? reject('UNKNOWN_REFERENCE', {}, ['/assessmentId']);
  const moves = allowed.includes(assessment.status);
  return caseIsOpen(state) ?? (moves ? assessment : reject('WRONG_ASSESSMENT_STATE', { state: assessment.status, allowed: allowed.join(', ') }));
}

/** I-32: nobody answers to an own submission, neither by an approval nor by a return. */
export const isAnotherPerson = ({ submittedBy }: Assessment, userId: string): Rejection | undefined =>
  submittedBy === userId ? reject('SAME_PERSON_APPROVES') : undefined;
