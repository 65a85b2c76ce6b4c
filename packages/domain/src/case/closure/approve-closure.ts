import { addYears, dayOf } from '../../calendar.ts';
import type { ClosureReason } from '../../code-lists/cl-53-closure-reason.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { known } from '../../mark.ts';
import { instantOf } from '../../partial-date-time.ts';
import { isChildAt } from '../../person/age.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseNotEnded, personOf } from '../guards.ts';
import { referralFact } from '../referral/events.ts';
import { openReferrals } from '../referral/state.ts';
import { isLive } from '../reintegration/state.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { closureEvents, closureFact } from './events.ts';
import { isEarlyExit, mayCloseFor } from './guards.ts';

/** DP-10 asks for a period and no source names one; ten years let a person come back as an adult, or before a court. */
const RETENTION_YEARS = 10;

/** Whoever died, cannot be found or never had this case does not leave through the door: the exit may be recorded afterwards. */
const withoutExit: readonly ClosureReason[] = ['DECEASED', 'LOST_CONTACT', 'DUPLICATE', 'OPENED_IN_ERROR'];

/** I-95: what is still under way. An early exit ends the referrals by itself and leaves a track where it stands. */
function nothingUnderWay({ referrals, reintegration }: CaseFold, early: boolean): Rejection | undefined {
  if (early) return undefined;
  const open = openReferrals(referrals).length;
  const live = Object.values(reintegration.tracks).filter(isLive).length;
  if (open > 0) return reject('OPEN_REFERRALS', { count: open });
  return live > 0 ? reject('LIVE_TRACKS', { count: live }) : undefined;
}

/** I-97: nobody closes a child's case without having seen how the child is; after a reopening, how it has been since. */
function childWasFollowed({ followUps }: CaseFold, { child, early }: { child: boolean; early: boolean }): Rejection | undefined {
  return !child || early || Object.values(followUps).includes('CONDUCTED') ? undefined : reject('CHILD_NEEDS_FOLLOW_UP');
}

const hasLeft = ({ stay }: CaseFold, reason: ClosureReason): Rejection | undefined =>
  stay.status === 'IN_CENTRE' && !withoutExit.includes(reason) ? reject('PERSON_IN_CENTRE') : undefined;

/** Closes the case in one append; a partner's access ends with it (I-66, I-95). */
export const approveClosure = commandOn(caseAggregate)({
  name: 'ApproveClosure',
  roles: ['SUPERVISOR'],
  fields: closureEvents.ClosureApproved.fields,
  opens: ['statistic'],
  rules: ['I-32', 'I-95', 'I-97'],
  summary: { fr: 'Approuver la clôture', en: 'Approve the closure' },
  example: { closureId: '0193c5a0-0000-7000-8000-00000000c105' },
  context: ({ state }) => ({ person: personOf(state, 'statistic') }),
  decide: ({ body, frame, state, context, actor, now }) => {
    const { request } = state.closure;
    if (request?.closureId !== body.closureId) return caseNotEnded(state) ?? reject('NO_SUCH_CLOSURE_REQUEST', {}, ['/closureId']);
    if (request.requestedBy === actor.userId) return reject('SAME_PERSON_APPROVES');
    const reason = known(request.reason);
    if (reason === undefined) return reject('CLOSURE_REASON_NOT_READABLE');
    const early = isEarlyExit(reason);
    const child = isChildAt(context.person, frame.occurredAt, now);
    const refusal = firstRefusal(mayCloseFor(state, reason), nothingUnderWay(state, early), childWasFollowed(state, { child, early }), hasLeft(state, reason));
    if (refusal) return refusal;
    const day = dayOf(instantOf(frame.occurredAt, now), frame.occurredAt.zone);
    return accept(
      [
        closureFact('ClosureApproved', body),
        ...openReferrals(state.referrals).map(({ referralId }) => referralFact('ReferralRevoked', { referralId, cause: 'CASE_CLOSED' })),
        closureFact('CaseClosed', {
          closureId: body.closureId,
          reason,
          htcdsStatus: reason === 'TRANSFERRED' ? 'ClosedReferred' : 'Closed',
          retentionUntil: addYears(day, RETENTION_YEARS),
        }),
      ],
      { rules: ['I-32', 'I-95', 'I-97'] },
    );
  },
});
