import type { Milestone } from '../../code-lists/cl-46-milestone.ts';
import type { ReintegrationTrack } from '../../code-lists/cl-44-reintegration-track.ts';
import { region } from '../../region.ts';
import { reintegrationEvents } from './events.ts';

export type Track = { readonly kind: ReintegrationTrack; readonly status: 'PLANNED' | 'STARTED' | 'COMPLETED'; readonly milestones: readonly Milestone[] };

export type Reintegration = {
  readonly planId: string | undefined;
  readonly agreedBy: string | undefined;
  readonly approved: boolean;
  readonly tracks: Readonly<Record<string, Track>>;
  readonly supportIds: readonly string[];
};

const initial: Reintegration = { planId: undefined, agreedBy: undefined, approved: false, tracks: {}, supportIds: [] };

const changed = (state: Reintegration, trackId: string, change: (track: Track) => Partial<Track>): Reintegration => {
  const track = state.tracks[trackId];
  return track ? { ...state, tracks: { ...state.tracks, [trackId]: { ...track, ...change(track) } } } : state;
};

export const isLive = (track: Track): boolean => track.status === 'STARTED';

export const reintegrationRegion = region<Reintegration>()({
  own: reintegrationEvents,
  initial,
  on: {
    ReintegrationPlanAgreed: (state, { data, metadata }) => ({
      ...state,
      planId: data.planId,
      agreedBy: metadata.actor.userId,
      approved: false,
      tracks: { ...state.tracks, ...Object.fromEntries(data.tracks.map(({ trackId, kind }) => [trackId, { kind, status: 'PLANNED' as const, milestones: [] }])) },
    }),
    ReintegrationPlanApproved: (state) => ({ ...state, approved: true }),
    ReintegrationTrackStarted: (state, { data }) => changed(state, data.trackId, () => ({ status: 'STARTED' })),
    ReintegrationSupportDelivered: (state, { data }) => ({ ...state, supportIds: [...state.supportIds, data.supportId] }),
    ReintegrationMilestoneReached: (state, { data }) => changed(state, data.trackId, (track) => ({ milestones: [...track.milestones, data.milestone] })),
    ReintegrationTrackCompleted: (state, { data }) => changed(state, data.trackId, () => ({ status: 'COMPLETED' })),
  },
});
