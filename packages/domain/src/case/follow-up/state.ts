import { region } from '../../region.ts';
import { followUpEvents } from './events.ts';

export type FollowUps = Readonly<Record<string, 'SCHEDULED' | 'CONDUCTED'>>;

export const followUpRegion = region<FollowUps>()({
  own: followUpEvents,
  initial: {},
  on: {
    FollowUpScheduled: (state, { data }) => ({ ...state, [data.followUpId]: 'SCHEDULED' }),
    FollowUpConducted: (state, { data }) => ({ ...state, [data.followUpId]: 'CONDUCTED' }),
  },
});
