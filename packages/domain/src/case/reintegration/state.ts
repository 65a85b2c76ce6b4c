import type { Milestone } from '../../code-lists/cl-46-milestone.ts';
import type { ReintegrationTrack } from '../../code-lists/cl-44-reintegration-track.ts';
import type { Mark } from '../../mark.ts';
import { region } from '../../region.ts';
import { reintegrationEvents } from './events.ts';

export type Beneficiary = 'PERSON' | 'HOUSEHOLD' | 'CHILD';
export type AgreeingParty = 'PERSON' | 'GUARDIAN' | 'HOUSEHOLD_HEAD_AND_CHILD';

/** With the event that says so: a correction names it (I-82). */
export type Reached = { readonly milestone: Milestone; readonly eventId: string };

export type Track = {
  readonly planId: string;
  readonly kind: ReintegrationTrack;
  readonly beneficiary: Beneficiary | Mark;
  readonly status: 'PLANNED' | 'STARTED' | 'COMPLETED';
  readonly milestones: readonly Reached[];
};

export type Reintegration = {
  /** The plan that holds: the last one agreed. Tracks of an earlier one that were not started by then are not started any more. */
  readonly planId: string | undefined;
  /** Who recorded the agreement: never the one who approves it (I-32). */
  readonly recordedBy: string | undefined;
  readonly agreedBy: AgreeingParty | Mark | undefined;
  readonly approved: boolean;
  /** Of all plans that the case ever had. */
  readonly tracks: Readonly<Record<string, Track>>;
  readonly supportIds: readonly string[];
};

const initial: Reintegration = { planId: undefined, recordedBy: undefined, agreedBy: undefined, approved: false, tracks: {}, supportIds: [] };

const changed = (state: Reintegration, trackId: string, change: (track: Track) => Partial<Track>): Reintegration => {
  const track = state.tracks[trackId];
  return track ? { ...state, tracks: { ...state.tracks, [trackId]: { ...track, ...change(track) } } } : state;
};

export const isLive = (track: Track): boolean => track.status === 'STARTED';

export const reintegrationRegion = region<Reintegration>()({
  own: reintegrationEvents,
  initial,
  on: {
    ReintegrationPlanAgreed: (state, { data, metadata }) => {
      const added = data.tracks.map(({ trackId, kind, beneficiary }): [string, Track] => [
        trackId,
        { planId: data.planId, kind, beneficiary, status: 'PLANNED', milestones: [] },
      ]);
      return {
        ...state,
        planId: data.planId,
        recordedBy: metadata.actor.userId,
        agreedBy: data.agreedBy,
        approved: false,
        tracks: { ...state.tracks, ...Object.fromEntries(added) },
      };
    },
    ReintegrationPlanApproved: (state) => ({ ...state, approved: true }),
    ReintegrationTrackStarted: (state, { data }) => changed(state, data.trackId, () => ({ status: 'STARTED' })),
    ReintegrationSupportDelivered: (state, { data }) => ({ ...state, supportIds: [...state.supportIds, data.supportId] }),
    ReintegrationMilestoneReached: (state, { data, id }) =>
      changed(state, data.trackId, (track) => ({ milestones: [...track.milestones, { milestone: data.milestone, eventId: id }] })),
    ReintegrationTrackCompleted: (state, { data }) => changed(state, data.trackId, () => ({ status: 'COMPLETED' })),
  },
});
