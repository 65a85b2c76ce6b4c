import { assessmentFact } from '../case/assessment/events.ts';
import { closureFact } from '../case/closure/events.ts';
import { consentFact } from '../case/consent/events.ts';
import { identificationFact } from '../case/identification/events.ts';
import { planFact } from '../case/plan/events.ts';
import { reintegrationFact } from '../case/reintegration/events.ts';
import { serviceFact } from '../case/service/events.ts';
import type { CaseState } from '../code-lists/case-state.ts';
import type { RecipientCategory } from '../code-lists/cl-29-recipient-category.ts';
import type { ConsentScope } from '../code-lists/cl-38-consent-scope.ts';
import type { DataCategory } from '../code-lists/cl-43-data-category.ts';
import { AGENCY, CASEWORKER, PERSON_ID } from './given-when-then.ts';
import type { Given } from './recorded-fact.ts';

/** Facts with which tests of many regions begin. */
export const identified: Given = {
  ...identificationFact('PersonIdentified', {
    personId: PERSON_ID,
    channel: 'POLICE_INTERCEPTION',
    place: { country: 'NER', admin1: 'NE-7' },
    indicators: ['CHILD_ALONE_TRAVELLING_WITH_ADULTS'],
    wayOfArrival: 'PUSHBACK_EXPULSION',
  }),
  metadata: { legalBasis: ['VITAL_INTERESTS'] },
};
export const opened: Given = identificationFact('CaseOpened', { caseNumber: 'ZR-2022-0001', ownerUserId: CASEWORKER, intakeForm: 'FULL' });
export const registered: Given = identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0001', photoTaken: false });

const interviewed = assessmentFact('InterviewConducted', {
  interviewId: '0193c5a0-0000-7000-8000-00000001fe01',
  durationMin: 60,
  mode: 'IN_PERSON',
  interpreterUsed: false,
  presentRoles: ['PERSON', 'INTERVIEWER'],
  tool: 'INTAKE',
  summary: { text: 'Résumé fictif', lang: 'fra' },
});
const assessed = assessmentFact('AssessmentApproved', { assessmentId: '0193c5a0-0000-7000-8000-0000000a5501' });
const planned = planFact('CasePlanApproved', { planId: '0193c5a0-0000-7000-8000-000000091a01' });
const assisted = serviceFact('ServiceDelivered', {
  serviceId: '0193c5a0-0000-7000-8000-00000005e001',
  type: 'MEDICAL',
  tier: 'HUMANITARIAN_DIRECT',
  providerAgencyId: AGENCY,
  itemId: '0193c5a0-0000-7000-8000-0000000017e1',
  place: { country: 'NER' },
  oneOff: true,
});
const trackId = '0193c5a0-0000-7000-8000-00000000ac01';
const reintegrating = reintegrationFact('ReintegrationTrackStarted', { trackId });
const followedUp = reintegrationFact('ReintegrationTrackCompleted', { trackId });
const closed = closureFact('CaseClosed', {
  closureId: '0193c5a0-0000-7000-8000-00000000c105',
  reason: 'GOALS_ACHIEVED',
  htcdsStatus: 'Closed',
  retentionUntil: '2032-06-15',
});

const path: readonly (readonly [CaseState, ...Given[]])[] = [
  ['IDENTIFIED', identified],
  ['REGISTERED', opened, registered],
  ['IN_ASSESSMENT', interviewed],
  ['ASSESSED', assessed],
  ['PLANNED', planned],
  ['IN_ASSISTANCE', assisted],
  ['REINTEGRATING', reintegrating],
  ['FOLLOW_UP', followedUp],
  ['CLOSED', closed],
];

/** The facts that bring a case to this state, along the main path. */
export function caseIn(status: Exclude<CaseState, 'SCREENED_OUT' | 'TRANSFERRED'>): Given[] {
  const end = path.findIndex(([reached]) => reached === status);
  return path.slice(0, end + 1).flatMap(([, ...facts]) => facts);
}

/** A case that was screened out, reopened and has come to a plan: nobody has registered the person. */
export function screenedOutAndPlanned(): Given[] {
  const id = '0193c5a0-0000-7000-8000-00000000005c';
  const screening = { toolCode: 'BORDER', acts: [], means: [], purposes: [], outcome: 'NONE' as const, nextStep: 'REFER' as const };
  const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: id });
  return [identified, { ...identificationFact('ScreeningCompleted', screening), id }, reopened, opened, interviewed, assessed, planned];
}

type Consenting = {
  readonly consentId: string;
  readonly scope: ConsentScope;
  readonly to?: RecipientCategory;
  readonly categories?: DataCategory[];
  readonly until?: string;
};

/** A consent since 1 June 2022: to all agencies of a category, by default NGOs; `until` is a day. */
export const consentTo = ({ consentId, scope, to = 'NGO', categories = [], until }: Consenting): Given =>
  consentFact('ConsentGranted', {
    consentId,
    informationId: '0193c5a0-0000-7000-8000-0000000f0401',
    scope,
    recipients: [{ category: to }],
    dataCategories: categories,
    giver: 'INDIVIDUAL',
    form: 'WRITTEN',
    validFrom: { value: '2022-06-01', precision: 'day' },
    ...(until === undefined ? {} : { validUntil: { value: until, precision: 'day' } }),
  });
