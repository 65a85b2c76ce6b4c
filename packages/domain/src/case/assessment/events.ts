import { z } from 'zod';
import { priority } from '../../code-lists/cl-28-priority.ts';
import { serviceType } from '../../code-lists/cl-20-service-type.ts';
import { vulnerabilityFactor } from '../../code-lists/cl-15-vulnerability-factor.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional, statistic } from '../../field-tree.ts';
import { Id, LocalCode, Text } from '../../formats.ts';

export const interviewRoles = ['PERSON', 'INTERVIEWER', 'INTERPRETER', 'GUARDIAN', 'SECOND_ADULT', 'PSYCHOLOGIST', 'LEGAL_ADVISER', 'POLICE'] as const;

/** Group C: interviews and assessments. */
export const assessmentEvents = {
  InterviewConducted: event({
    interviewId: clear(Id),
    durationMin: clear(z.int().positive().max(1440)),
    mode: clear(z.enum(['IN_PERSON', 'REMOTE'])),
    interpreterUsed: clear(z.boolean()),
    presentRoles: statistic(z.array(z.enum(interviewRoles)).min(1).max(8)),
    tool: clear(LocalCode),
    summary: identity(Text),
    /** Why a child was heard without a second adult or guardian (I-30). */
    safetyReason: optional(identity(Text)),
  }),
  VulnerabilityAssessed: event({
    assessmentId: clear(Id),
    version: clear(z.int().positive().max(1000)),
    level: statistic(z.enum(['INDIVIDUAL', 'HOUSEHOLD', 'COMMUNITY', 'STRUCTURAL'])),
    factors: statistic(z.array(z.strictObject({ code: vulnerabilityFactor.schema, polarity: z.enum(['RISK', 'PROTECTIVE']) })).min(1).max(40)),
    notes: optional(identity(Text)),
  }),
  NeedsAssessed: event({
    assessmentId: clear(Id),
    needs: statistic(z.array(z.strictObject({ service: serviceType.schema, urgency: priority.schema })).min(1).max(30)),
    disability: optional(statistic(z.boolean())),
    pregnant: optional(statistic(z.boolean())),
    medicalUrgent: optional(statistic(z.boolean())),
  }),
  AssessmentSubmitted: event({ assessmentId: clear(Id), comment: optional(identity(Text)) }),
  AssessmentApproved: event({ assessmentId: clear(Id), comment: optional(identity(Text)) }),
  AssessmentReturned: event({ assessmentId: clear(Id), comment: identity(Text) }),
};

export const assessmentFact = factsOf(assessmentEvents);
