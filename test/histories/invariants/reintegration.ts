import { careArrangement } from '@amana/domain/code-lists/cl-32-care-arrangement';
import { atEach, is, names, restsOn, type Invariant } from './invariant.ts';

const noCareKinds = ['NO_CARE_ARRANGEMENT', 'UNKNOWN', 'NOT_ASKED', 'REFUSED'];
type Planned = { readonly trackId: string; readonly kind: string; readonly beneficiary: string };
const tracksOf = (data: Readonly<Record<string, unknown>>): readonly Planned[] => data['tracks'] as readonly Planned[];

/** Groups H, I and J: I-74 to I-85. */
export const reintegration: readonly Invariant[] = [
  atEach({
    id: 'I-74',
    rule: 'a care arrangement is care indeed, and of a child',
    of: ['CareArrangementRecorded'],
    holds: ({ event, isChild }) => isChild && String(event.data['kind']) in careArrangement.codes && !noCareKinds.includes(String(event.data['kind'])),
  }),
  atEach({
    id: 'I-80',
    rule: 'a reintegration plan rests on needs that were assessed and approved, and on a consent to it',
    of: ['ReintegrationPlanAgreed', 'ReintegrationPlanApproved', 'ReintegrationTrackStarted'],
    holds: (moment) => {
      const approved = moment.before.filter(is('AssessmentApproved')).map(({ data }) => data['assessmentId']);
      return moment.before.filter(is('NeedsAssessed')).some(({ data }) => approved.includes(data['assessmentId'])) && restsOn(moment, 'REINTEGRATION');
    },
  }),
  atEach({
    id: 'I-81',
    rule: 'an adult agrees in person, for a child a guardian who is recorded or the household',
    of: ['ReintegrationPlanAgreed'],
    holds: ({ event: { data }, isChild, before }) => {
      if (!isChild) return data['agreedBy'] === 'PERSON';
      return data['agreedBy'] === 'HOUSEHOLD_HEAD_AND_CHILD' || (data['agreedBy'] === 'GUARDIAN' && before.some(is('GuardianAppointed')));
    },
  }),
  atEach({
    id: 'I-82',
    rule: 'a milestone has its evidence, and is reached once on a track, or corrected',
    of: ['ReintegrationMilestoneReached'],
    holds: ({ event, before }) => {
      const same = before.filter(is('ReintegrationMilestoneReached')).filter(names('trackId', event.data['trackId'])).filter(names('milestone', event.data['milestone']));
      return typeof event.data['evidence'] === 'string' && (same.length === 0 || same.some(({ id }) => id === event.metadata.corrects));
    },
  }),
  atEach({
    id: 'I-83',
    rule: 'the education of a child is for a child, or for one of the household',
    of: ['ReintegrationPlanAgreed', 'ReintegrationTrackStarted'],
    holds: ({ event: { type, data }, before, isChild }) => {
      const planned = type === 'ReintegrationPlanAgreed' ? tracksOf(data) : before.filter(is('ReintegrationPlanAgreed')).flatMap((plan) => tracksOf(plan.data)).filter(({ trackId }) => trackId === data['trackId']);
      return planned.length > 0 && planned.every(({ kind, beneficiary }) => kind !== 'CHILD_EDUCATION' || isChild || beneficiary === 'HOUSEHOLD');
    },
  }),
  atEach({
    id: 'I-85',
    rule: 'whoever finds a person unsafe raises an alert and a level of risk in the same append, and nobody else does',
    of: ['FollowUpConducted'],
    holds: ({ event, command }) => ['SafetyAlertRaised', 'RiskLevelAssigned'].every((type) => command.some(is(type)) === (event.data['safe'] === false)),
  }),
];
