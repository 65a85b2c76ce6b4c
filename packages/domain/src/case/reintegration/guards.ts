import type { ReintegrationTrack } from '../../code-lists/cl-44-reintegration-track.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { known, type Mark } from '../../mark.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { caseIsIn, caseIsOpen, withPlan } from '../guards.ts';
import type { CaseFold } from '../state.ts';
import type { AgreeingParty, Beneficiary, Reintegration, Track } from './state.ts';

type Planned = { readonly kind: ReintegrationTrack; readonly beneficiary: Beneficiary | Mark };

/** It follows the plan of the case. Also in follow-up: what fails there is planned anew, and an item of the plan brings the case back. */
export const mayPlanReintegration = (state: CaseFold): Rejection | undefined =>
  caseIsOpen(state) ?? caseIsIn(state, ...withPlan);

/** I-80: an approved assessment with needs in it; whether they can be read does not matter here. */
export function needsWereAssessed({ assessment }: CaseFold): Rejection | undefined {
  const found = Object.values(assessment.assessments).some(({ status, needs }) => status === 'APPROVED' && needs !== undefined);
  return found ? undefined : reject('NEEDS_ASSESSMENT_MISSING');
}

type Agreeing = { readonly child: boolean; readonly guarded: boolean };
type Agreement = Agreeing & { readonly by: AgreeingParty | Mark | undefined; readonly pointers?: readonly string[] };

/** I-81: an adult agrees in person; for a child a guardian of whom something is recorded (I-10), or the household with the child. */
export function agreedByRightParty({ by, child, guarded, pointers = [] }: Agreement): Rejection | undefined {
  const party = known(by);
  if (party === undefined || child === (party === 'PERSON')) return reject('REINTEGRATION_AGREED_BY_WRONG_PARTY', {}, pointers);
  return party === 'GUARDIAN' && !guarded ? reject('GUARDIAN_NOT_RECORDED') : undefined;
}

/** I-83: a child's education is for a child, or for one of the household. */
export const fitsAge = ({ kind, beneficiary }: Planned, child: boolean): boolean => kind !== 'CHILD_EDUCATION' || child || known(beneficiary) === 'HOUSEHOLD';

/** What the agreement rests on, asked again at the approval and at the start: the age may have been corrected since. */
export function agreementStands(state: CaseFold, tracks: readonly Planned[], agreeing: Agreeing): Rejection | undefined {
  return firstRefusal(
    needsWereAssessed(state),
    agreedByRightParty({ by: state.reintegration.agreedBy, ...agreeing }),
    tracks.every((track) => fitsAge(track, agreeing.child)) ? undefined : reject('EDUCATION_IS_FOR_CHILDREN'),
  );
}

export const isPlanId = ({ tracks }: Reintegration, planId: string): boolean => Object.values(tracks).some((track) => track.planId === planId);

/** The track that is named, in a state in which the command makes sense. */
export function trackIn({ tracks }: Reintegration, trackId: string, allowed: readonly Track['status'][]): Track | Rejection {
  const track = tracks[trackId];
  if (track === undefined) return reject('UNKNOWN_REFERENCE', {}, ['/trackId']);
  return allowed.includes(track.status) ? track : reject('WRONG_TRACK_STATE', { state: track.status, allowed: allowed.join(', ') });
}
