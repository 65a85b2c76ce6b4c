import { milestone as milestones, type Milestone } from '../../code-lists/cl-46-milestone.ts';
import type { ReintegrationDimension } from '../../code-lists/cl-48-reintegration-dimension.ts';
import type { MilestoneEntry } from '../../code-lists/milestone-entry.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { omit } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isRejection, reject, type Rejection } from '../../rejection.ts';
import { caseIsOpen } from '../guards.ts';
import { referralInService } from '../referral/referral-in-service.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationEvents, reintegrationFact } from './events.ts';
import { trackIn } from './guards.ts';
import type { Track } from './state.ts';

const entryOf = (code: Milestone): MilestoneEntry => milestones.codes[code];

function isOfTrack(code: Milestone, { kind }: Track): Rejection | undefined {
  const { tracks } = entryOf(code);
  return tracks === 'ALL' || tracks.includes(kind) ? undefined : reject('MILESTONE_OF_OTHER_TRACK', { milestone: code, track: kind }, ['/milestone']);
}

/** Where the list names no dimension, whoever was there says which it was. */
function dimensionFits(code: Milestone, dimension: ReintegrationDimension): Rejection | undefined {
  const { dimensions } = entryOf(code);
  const fits = dimensions.length === 0 || dimensions.includes(dimension);
  return fits ? undefined : reject('DIMENSION_DOES_NOT_FIT', { milestone: code, dimensions: dimensions.join(', ') }, ['/dimension']);
}

/** I-82: once on a track; a correction names the event that it corrects. */
function isFirstOrCorrects(code: Milestone, track: Track, corrects: string | undefined): Rejection | undefined {
  const before = track.milestones.filter((reached) => reached.milestone === code);
  const corrected = before.some(({ eventId }) => eventId === corrects);
  return before.length === 0 || corrected ? undefined : reject('MILESTONE_REACHED_BEFORE', { milestone: code });
}

/** Those of all tracks (agreed plan, contact with the family) come also before the start; visits come also after the end. */
const statusesFor = (code: Milestone): readonly Track['status'][] =>
  entryOf(code).tracks === 'ALL' ? ['PLANNED', 'STARTED', 'COMPLETED'] : ['STARTED', 'COMPLETED'];

/** A step of reintegration (CL-46) with what shows it (I-82); a school or a trainer tells of it while it helps (I-64). */
export const reachMilestone = commandOn(caseAggregate)({
  name: 'ReachMilestone',
  roles: ['REINTEGRATION_OFFICER'],
  partnerRoles: ['PARTNER_PROVIDER'],
  fields: omit(reintegrationEvents.ReintegrationMilestoneReached.fields, 'referralId'),
  rules: ['I-64', 'I-82'],
  capabilities: ['CAP-23', 'CAP-24'],
  summary: { fr: 'Enregistrer une étape atteinte', en: 'Record a milestone' },
  example: { trackId: '0193c5a0-0000-7000-8000-00000000ac01', milestone: 'ED_ENROLLED', evidence: 'SCHOOL_CERTIFICATE', dimension: 'SOCIAL' },
  decide: (input) => {
    const { body, frame, state, referralId } = input;
    const partner = referralInService(input);
    if (partner && isRejection(partner)) return partner;
    const track = trackIn(state.reintegration, body.trackId, statusesFor(body.milestone));
    const closed = caseIsOpen(state);
    if (closed) return closed;
    if (isRejection(track)) return track;
    const by = referralId === undefined ? {} : { referralId };
    return (
      firstRefusal(
        isOfTrack(body.milestone, track),
        dimensionFits(body.milestone, body.dimension),
        isFirstOrCorrects(body.milestone, track, frame.corrects),
      ) ??
      accept(reintegrationFact('ReintegrationMilestoneReached', { ...body, ...by }), { rules: [...(referralId === undefined ? [] : ['I-64']), 'I-82'] })
    );
  },
});
