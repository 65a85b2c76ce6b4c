import { region } from '../../region.ts';
import { bestInterestsEvents } from './events.ts';

export type BestInterests = { readonly assessments: Readonly<Record<string, 'SHORT' | 'COMPREHENSIVE'>> };

export const bestInterestsRegion = region<BestInterests>()({
  own: bestInterestsEvents,
  initial: { assessments: {} },
  on: {
    BestInterestsAssessmentRecorded: (state, { data }) => ({ assessments: { ...state.assessments, [data.biaId]: data.kind } }),
  },
});
