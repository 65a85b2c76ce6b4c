import { pick } from '../../field-tree.ts';
import { region } from '../../region.ts';
import { closureEvents } from '../closure/events.ts';
import { bestInterestsEvents } from './events.ts';

export type BestInterests = {
  readonly assessments: Readonly<Record<string, 'SHORT' | 'COMPREHENSIVE'>>;
  /** One was made since the case was opened, or last reopened: an older one knows nothing of what happened since. */
  readonly current: boolean;
};

export const bestInterestsRegion = region<BestInterests>()({
  own: bestInterestsEvents,
  to: pick(closureEvents, 'CaseReopened'),
  initial: { assessments: {}, current: false },
  on: {
    BestInterestsAssessmentRecorded: (state, { data }) => ({ assessments: { ...state.assessments, [data.biaId]: data.kind }, current: true }),
    CaseReopened: (state) => ({ ...state, current: false }),
  },
});
