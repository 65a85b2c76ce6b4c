import { isMark } from '@amana/domain/mark';
import type { Moment } from '../history.ts';
import { atEach, is, listOf, names, sinceReopening, type Invariant } from './invariant.ts';

type Listed = readonly Readonly<Record<string, unknown>>[];

/** Services that approved assessments of the case found needed. */
const assessedNeeds = ({ case: { assessment } }: Moment): string[] =>
  Object.values(assessment.assessments).flatMap(({ status, needs }) => (status !== 'APPROVED' || needs === undefined || isMark(needs) ? [] : needs));

/** Who did what this event approves. */
function preparedBy({ event, case: state }: Moment): readonly (string | undefined)[] {
  switch (event.type) {
    case 'AssessmentApproved':
    case 'AssessmentReturned':
      return [state.assessment.assessments[String(event.data['assessmentId'])]?.submittedBy];
    case 'CasePlanApproved':
      return state.plan.preparedBy;
    case 'ReintegrationPlanApproved':
      return [state.reintegration.recordedBy];
    default:
      return [state.closure.request?.requestedBy];
  }
}

/** Groups C, D and E: I-31 to I-46. */
export const assessment: readonly Invariant[] = [
  atEach({
    id: 'I-31',
    rule: 'at least one interview before vulnerability and needs are assessed',
    of: ['VulnerabilityAssessed', 'NeedsAssessed'],
    holds: ({ before }) => before.some(is('InterviewConducted')),
  }),
  atEach({
    id: 'I-32',
    rule: 'nobody approves what the same person has prepared',
    of: ['AssessmentApproved', 'AssessmentReturned', 'CasePlanApproved', 'ReintegrationPlanApproved', 'ClosureApproved'],
    holds: (moment) => preparedBy(moment).length > 0 && preparedBy(moment).every((user) => user !== undefined && user !== moment.event.metadata.actor.userId),
  }),
  atEach({
    id: 'I-33',
    rule: 'the assessment of a child is approved after a best-interests assessment since the case was last reopened',
    of: ['AssessmentApproved'],
    when: ({ isChild }) => isChild,
    holds: (moment) => sinceReopening(moment).some(is('BestInterestsAssessmentRecorded')),
  }),
  atEach({
    id: 'I-41',
    rule: 'the decision that a person is a victim has an organisation and a date',
    of: ['VictimStatusDetermined'],
    when: ({ event }) => event.data['status'] === 'ActualVictimOfTrafficking',
    holds: ({ event }) => typeof event.data['decidedBy'] === 'string' && event.metadata.occurredAt.precision !== 'unknown',
  }),
  atEach({
    id: 'I-42',
    rule: 'a later decision names the one that stood, which stays where it is',
    of: ['VictimStatusDetermined'],
    holds: ({ event, before }) => event.data['supersedes'] === before.findLast(is('VictimStatusDetermined'))?.id,
  }),
  atEach({
    id: 'I-45',
    rule: 'a plan answers needs of an approved assessment, and each item serves one of them',
    of: ['CasePlanDrafted', 'CasePlanItemAdded'],
    holds: (moment) => {
      const { event, before } = moment;
      if (event.type === 'CasePlanDrafted') return (event.data['objectives'] as Listed).every(({ needCode }) => assessedNeeds(moment).includes(String(needCode)));
      const plan = before.findLast(is('CasePlanDrafted'));
      const objective = (plan?.data['objectives'] as Listed | undefined)?.find(({ objectiveId }) => objectiveId === event.data['objectiveId']);
      return plan?.data['planId'] === event.data['planId'] && objective?.['needCode'] === event.data['service'];
    },
  }),
  atEach({
    id: 'I-46',
    rule: 'what the person refused is neither completed nor served',
    of: ['CasePlanItemCompleted', 'ServiceDelivered'],
    when: ({ event }) => event.data['itemId'] !== undefined,
    holds: ({ event, before }) => {
      const refused = before.filter(is('CasePlanAgreedByPerson')).flatMap(({ data }) => listOf(data['refusedItems']));
      return before.filter(is('CasePlanItemAdded')).some(names('itemId', event.data['itemId'])) && !refused.includes(String(event.data['itemId']));
    },
  }),
];
