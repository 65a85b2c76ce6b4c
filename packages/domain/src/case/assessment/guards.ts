import { firstRefusal } from '../../first-refusal.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseIsOpen } from '../guards.ts';
import type { CaseFold } from '../state.ts';
import type { Assessment } from './state.ts';

/** I-31: there was an interview; and what was submitted or approved does not change behind the back of whoever approves it. */
export function takesPart(state: CaseFold, assessmentId: string): Rejection | undefined {
  const { interviewIds, assessments } = state.assessment;
  const status = assessments[assessmentId]?.status;
  return firstRefusal(
    caseIsOpen(state),
    interviewIds.length > 0 ? undefined : reject('INTERVIEW_NEEDED'),
    status === 'SUBMITTED' || status === 'APPROVED' ? reject('ASSESSMENT_IS_FIXED', { state: status }, ['/assessmentId']) : undefined,
  );
}

/** The assessment that is named, in a state in which it can be moved on. */
export function assessmentIn(state: CaseFold, assessmentId: string, allowed: readonly Assessment['status'][]): Assessment | Rejection {
  const notOpen = caseIsOpen(state);
  if (notOpen) return notOpen;
  const assessment = state.assessment.assessments[assessmentId];
  if (assessment === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/assessmentId']);
  if (allowed.includes(assessment.status)) return assessment;
  return reject('WRONG_ASSESSMENT_STATE', { state: assessment.status, allowed: allowed.join(', ') });
}

/** I-32: nobody answers to an own assessment, neither by an approval nor by a return. */
export const isAnotherPerson = ({ submittedBy }: Assessment, userId: string): Rejection | undefined =>
  submittedBy === userId ? reject('SAME_PERSON_APPROVES') : undefined;
