import type { Mark } from '../../mark.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { region } from '../../region.ts';
import { assessmentEvents } from './events.ts';

export type Assessment = {
  readonly vulnerabilityAssessed: boolean;
  /** That of its newest vulnerability part. */
  readonly version: number | undefined;
  /** Services needed; a mark where they were not opened; undefined before the needs were assessed. */
  readonly needs: readonly ServiceType[] | Mark | undefined;
  readonly status: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'RETURNED';
  readonly submittedBy: string | undefined;
};

export type Assessments = {
  readonly interviewIds: readonly string[];
  readonly assessments: Readonly<Record<string, Assessment>>;
};

const draft: Assessment = { vulnerabilityAssessed: false, version: undefined, needs: undefined, status: 'DRAFT', submittedBy: undefined };

function changed(state: Assessments, assessmentId: string, change: Partial<Assessment>): Assessments {
  return { ...state, assessments: { ...state.assessments, [assessmentId]: { ...(state.assessments[assessmentId] ?? draft), ...change } } };
}

export const assessmentRegion = region<Assessments>()({
  own: assessmentEvents,
  initial: { interviewIds: [], assessments: {} },
  on: {
    InterviewConducted: (state, { data }) => ({ ...state, interviewIds: [...state.interviewIds, data.interviewId] }),
    VulnerabilityAssessed: (state, { data }) => changed(state, data.assessmentId, { vulnerabilityAssessed: true, version: data.version }),
    NeedsAssessed: (state, { data }) =>
      changed(state, data.assessmentId, { needs: 'mark' in data.needs ? data.needs : data.needs.map((need) => need.service) }),
    AssessmentSubmitted: (state, { data, metadata }) =>
      changed(state, data.assessmentId, { status: 'SUBMITTED', submittedBy: metadata.actor.userId }),
    AssessmentApproved: (state, { data }) => changed(state, data.assessmentId, { status: 'APPROVED' }),
    AssessmentReturned: (state, { data }) => changed(state, data.assessmentId, { status: 'RETURNED' }),
  },
});
