import { isEarlyExit } from '@amana/domain/case/closure/guards';
import { closureReason, type ClosureReason } from '@amana/domain/code-lists/cl-53-closure-reason';
import type { Moment } from '../history.ts';
import { atEach, is, names, sinceReopening, type Invariant } from './invariant.ts';

const terminal = ['COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED', 'EXPIRED'];
const openReferrals = (state: Moment['case']): number => Object.values(state.referrals).filter(({ status }) => !terminal.includes(status)).length;
const isEarly = ({ event }: Moment): boolean => isEarlyExit(event.data['reason'] as ClosureReason);

/** Group L: I-95 to I-97. */
export const closure: readonly Invariant[] = [
  atEach({
    id: 'I-95',
    rule: 'a case closes with nothing under way, or early; its referrals end with it either way',
    of: ['CaseClosed'],
    holds: (moment) => {
      const live = Object.values(moment.case.reintegration.tracks).filter(({ status }) => status === 'STARTED').length;
      return openReferrals(moment.caseAfter) === 0 && (isEarly(moment) || (live === 0 && openReferrals(moment.case) === 0));
    },
  }),
  atEach({
    id: 'I-96',
    rule: 'the reason is the one of CL-53 that was asked for',
    of: ['CaseClosed'],
    holds: ({ event, before }) => {
      const request = before.filter(is('ClosureRequested')).findLast(names('closureId', event.data['closureId']));
      return String(event.data['reason']) in closureReason.codes && request?.data['reason'] === event.data['reason'];
    },
  }),
  atEach({
    id: 'I-97',
    rule: 'the case of a child closes after a follow-up since it was last reopened, or early',
    of: ['CaseClosed'],
    when: ({ isChild }) => isChild,
    holds: (moment) => isEarly(moment) || sinceReopening(moment).some(is('FollowUpConducted')),
  }),
];
