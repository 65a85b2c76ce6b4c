import { pick } from '../../field-tree.ts';
import { region } from '../../region.ts';
import { closureEvents } from '../closure/events.ts';
import { followUpEvents } from './events.ts';

/** `CONDUCTED_BEFORE`: held before the case was last reopened, so that it says nothing of how the person has been since. */
export type FollowUpStatus = 'SCHEDULED' | 'CONDUCTED' | 'CONDUCTED_BEFORE';
export type FollowUps = Readonly<Record<string, FollowUpStatus>>;

const setAside = (status: FollowUpStatus): FollowUpStatus => (status === 'CONDUCTED' ? 'CONDUCTED_BEFORE' : status);

export const followUpRegion = region<FollowUps>()({
  own: followUpEvents,
  to: pick(closureEvents, 'CaseReopened'),
  initial: {},
  on: {
    FollowUpScheduled: (state, { data }) => ({ ...state, [data.followUpId]: 'SCHEDULED' }),
    FollowUpConducted: (state, { data }) => ({ ...state, [data.followUpId]: 'CONDUCTED' }),
    CaseReopened: (state) => Object.fromEntries(Object.entries(state).map(([id, status]) => [id, setAside(status)])),
  },
});
