import { streamName } from '../aggregate.ts';
import type { Frame } from '../command-frame.ts';
import { streamState } from '../context-request.ts';
import { personWasInformed } from '../case/guards.ts';
import { caseAggregate, type CaseFold } from '../case/state.ts';
import { reject, type Rejection } from '../rejection.ts';

export const caseOf = (caseId: string) => streamState(caseAggregate, streamName('case', caseId));

/** I-02: the record is made in the course of a case of this person, in which the person was informed. */
export function caseAllowsRecord(found: CaseFold | undefined, personId: string, frame: Frame): Rejection | undefined {
  if (found === undefined || found.identification.personId !== personId) return reject('NOT_THE_CASE_OF_THIS_PERSON', {}, ['/caseId']);
  return personWasInformed(found, frame);
}
