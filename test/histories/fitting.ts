import type { AgencyState } from '@amana/domain/agency/state';
import type { CaseFold } from '@amana/domain/case/state';
import type { ReferralState } from '@amana/domain/code-lists/referral-state';
import { FULL_AGE } from '@amana/domain/person/age';
import { isMark } from '@amana/domain/mark';
import type { Chance } from '../demo/chance.ts';
import { agencies, CENTRE, GRANT, GRANT_CODE, type Casting } from './cast.ts';

/** What a command is made from: how its case stands, and chance. */
export type Scene = {
  readonly of: Casting;
  readonly state: CaseFold;
  readonly agency: AgencyState;
  readonly chance: Chance;
  /** A new id. */
  readonly fresh: (what: string) => string;
};

type Fitting = Readonly<Record<string, (scene: Scene) => Readonly<Record<string, unknown>>>>;

const sharing = { recipients: [{ category: 'HEALTH' }, { category: 'EDUCATION' }, { category: 'POLICE' }], dataCategories: ['IDENTITY', 'VULNERABILITY', 'FAMILY'] };
const nothing = { recipients: [], dataCategories: [] };
/** The scopes that a whole life needs, in this order, with what each of them covers. */
const scopes = {
  INTERVIEW: nothing,
  CASE_MANAGEMENT: nothing,
  REFERRAL_SERVICES: sharing,
  SHARING_OTHER_ORGS: sharing,
  REINTEGRATION: nothing,
  REPORTING_NON_IDENT: nothing,
} as const;
const scopeNames = Object.keys(scopes) as (keyof typeof scopes)[];

const isChild = ({ of }: Scene): boolean => of.age < FULL_AGE;

/** One that stands so, as a rule; else any, or one that is not there. */
function named<T>(things: Readonly<Record<string, T>>, fits: (thing: T) => boolean, { chance, fresh }: Scene): string {
  const ids = Object.keys(things);
  const fitting = ids.filter((id) => fits(things[id] as T));
  if (fitting.length > 0 && !chance.percent(4)) return chance.pick(fitting);
  return ids.length > 0 && chance.percent(80) ? chance.pick(ids) : fresh('0bad');
}

const referralIn = (...states: readonly ReferralState[]) => (scene: Scene): { referralId: string } => ({
  referralId: named(scene.state.referrals, ({ status }) => states.includes(status), scene),
});
const assessmentIn = (...states: readonly string[]) => (scene: Scene): { assessmentId: string } => ({
  assessmentId: named(scene.state.assessment.assessments, ({ status }) => states.includes(status), scene),
});
const trackIn = (...states: readonly string[]) => (scene: Scene): { trackId: string } => ({
  trackId: named(scene.state.reintegration.tracks, (track) => states.includes(track.status) && track.planId === scene.state.reintegration.planId, scene),
});
const openAssessment = (scene: Scene): { assessmentId: string } =>
  Object.values(scene.state.assessment.assessments).some(({ status }) => status === 'DRAFT' || status === 'RETURNED')
    ? assessmentIn('DRAFT', 'RETURNED')(scene)
    : { assessmentId: scene.fresh('a550') };
const planOf = ({ state, fresh }: Scene): { planId: string } => ({ planId: state.plan.planId ?? fresh('0bad') });

function neededOf({ state, chance }: Scene): string {
  const approved = Object.values(state.assessment.assessments).filter(({ status }) => status === 'APPROVED');
  const needs = approved.flatMap((each) => (each.needs === undefined || isMark(each.needs) ? [] : each.needs));
  return needs.length > 0 ? chance.pick(needs) : 'EDUCATION';
}

function consentFor(scene: Scene): Readonly<Record<string, unknown>> {
  const { state, chance, fresh } = scene;
  const { consents, assents, informations } = state.consent;
  const missing = scopeNames.filter((name) => !Object.values(consents).some((consent) => consent.scope === name && consent.withdrawnAt === undefined));
  const scope = chance.percent(85) ? (missing[0] ?? chance.pick(scopeNames)) : chance.pick(scopeNames);
  const heard = Object.keys(assents).filter((id) => !(id in consents) && assents[id] !== 'DISAGREES');
  return {
    consentId: heard.length > 0 && isChild(scene) ? chance.pick(heard) : fresh('c050'),
    informationId: named(informations, () => true, scene),
    scope,
    ...scopes[scope],
    giver: isChild(scene) ? chance.pick(['JUDGE', 'LEGAL_GUARDIAN']) : 'INDIVIDUAL',
    validFrom: { value: '2020-01-01', precision: 'day' },
    ...(chance.percent(10) ? { validUntil: { value: '2022-09-30', precision: 'day' } } : {}),
  };
}

function itemOf(scene: Scene): Readonly<Record<string, unknown>> {
  const { state, chance, fresh } = scene;
  const own = Object.keys(state.plan.objectives).filter((id) => state.plan.objectives[id]?.planId === state.plan.planId);
  const objectiveId = own.length > 0 ? chance.pick(own) : fresh('0bad');
  const need = state.plan.objectives[objectiveId]?.need;
  return { ...planOf(scene), itemId: fresh('17e1'), objectiveId, service: need ?? 'EDUCATION', providerAgencyId: agencies.own };
}

function withdrawal(scene: Scene): Readonly<Record<string, unknown>> {
  if (scene.chance.percent(50)) return { scope: scene.chance.pick(scopeNames) };
  return { scope: undefined, consentId: named(scene.state.consent.consents, ({ withdrawnAt }) => withdrawnAt === undefined, scene) };
}

function followUp(scene: Scene): Readonly<Record<string, unknown>> {
  const { chance, fresh, state } = scene;
  const followUpId = chance.percent(60) ? named(state.followUps, (status) => status === 'SCHEDULED', scene) : fresh('f010');
  const severity = chance.pick(['INFO', 'HIGH', 'CRITICAL']);
  return chance.percent(60)
    ? { followUpId, safe: true, newRisks: [], safetyAlert: undefined, risk: undefined }
    : { followUpId, safetyAlert: { safetyAlertId: fresh('a1e0'), kind: 'RETALIATION_RISK', severity } };
}

const trackKinds = { child: ['CHILD_EDUCATION', 'COMMUNITY'], adult: ['INDIVIDUAL_LIVELIHOOD', 'HOUSING'] } as const;

/** What a body has to name so that it fits the case, by command; all else comes from the command's own example. */
export const fitting: Fitting = {
  IdentifyPerson: ({ of, chance }) => ({ personId: of.personId, legalBasis: [chance.pick(['PUBLIC_TASK', 'VITAL_INTERESTS'])], forAgencyId: agencies.own }),
  CompleteScreening: ({ chance }) => (chance.percent(10) ? { outcome: 'NONE' } : {}),
  OpenCase: ({ fresh }) => ({ caseNumber: `C-${fresh('0000').slice(-6)}` }),
  RegisterPerson: ({ chance }) => (chance.percent(50) ? { centreId: CENTRE } : {}),
  RecordIdentity: ({ of }) => ({ caseId: of.caseId, birthYear: 2022 - of.age }),
  CorrectIdentity: ({ of, chance }) => ({ caseId: of.caseId, birthYear: 2022 - of.age + chance.between(-1, 1) }),
  AssessAge: ({ of, chance }) => ({ caseId: of.caseId, ageYears: of.age, estimated: chance.percent(50) }),
  AppointGuardian: ({ fresh }) => ({ guardianPersonId: fresh('be60'), authorityAgencyId: agencies.own }),
  ProvideConsentInformation: ({ fresh }) => ({ informationId: fresh('1f01') }),
  RecordAssent: ({ fresh, chance }) => ({ consentId: fresh('c050'), childView: chance.percent(90) ? 'AGREES' : 'DISAGREES' }),
  GrantConsent: consentFor,
  RefuseConsent: ({ chance }) => ({ scope: chance.pick(scopeNames) }),
  WithdrawConsent: withdrawal,
  ConductInterview: ({ fresh }) => ({ interviewId: fresh('1fe0') }),
  AssessVulnerability: openAssessment,
  AssessNeeds: openAssessment,
  SubmitAssessment: assessmentIn('DRAFT', 'RETURNED'),
  ApproveAssessment: assessmentIn('SUBMITTED'),
  ReturnAssessment: assessmentIn('SUBMITTED'),
  RecordBia: ({ fresh }) => ({ biaId: fresh('b1a0') }),
  DetermineVictimStatus: ({ state }) => ({ supersedes: state.victimStatus.eventId }),
  DraftPlan: (scene) => ({
    planId: scene.fresh('91a0'),
    objectives: [
      { objectiveId: scene.fresh('0b01'), needCode: neededOf(scene), goal: { text: 'But fictif', lang: 'fra' }, supportType: 'Education', targetDate: '2022-10-01' },
    ],
  }),
  AddPlanItem: itemOf,
  AgreePlan: (scene) => {
    const open = Object.keys(scene.state.plan.items).filter((id) => scene.state.plan.items[id]?.status === 'OPEN');
    const by = isChild(scene) ? scene.chance.pick(['GUARDIAN', 'BOTH']) : 'PERSON';
    return { ...planOf(scene), by, refusedItems: open.length > 0 && scene.chance.percent(15) ? [scene.chance.pick(open)] : [] };
  },
  ApprovePlan: planOf,
  CompletePlanItem: (scene) => ({ itemId: named(scene.state.plan.items, ({ status }) => status === 'OPEN', scene) }),
  AdmitToCentre: () => ({ centreId: CENTRE, separateMinorUnit: true }),
  RecordServiceDelivery: (scene) => {
    const { fresh, chance, state } = scene;
    const itemId = Object.keys(state.plan.items).find((id) => state.plan.items[id]?.status === 'OPEN');
    const planned = itemId !== undefined && chance.percent(60) ? { itemId, type: state.plan.items[itemId]?.service } : {};
    return { serviceId: fresh('5e00'), centreId: CENTRE, grants: [GRANT_CODE], ...planned };
  },
  IssueItems: ({ fresh, chance }) => ({ issueId: fresh('155e'), centreId: CENTRE, items: [{ code: 'SCHOOL_KIT', qty: chance.between(1, 60) }], grants: [GRANT_CODE] }),
  DraftReferral: ({ fresh, chance }) => ({
    referralId: fresh('ef01'),
    toAgencyId: chance.pick([agencies.health, agencies.school, agencies.health, agencies.police]),
    service: chance.pick(['EDUCATION', 'MEDICAL', 'MHPSS']),
  }),
  SendReferral: referralIn('DRAFT'),
  ProvideInformation: referralIn('INFO_REQUESTED'),
  RevokeReferral: referralIn('DRAFT', 'SENT', 'RECEIVED', 'INFO_REQUESTED', 'ACCEPTED', 'IN_SERVICE'),
  RecordCareArrangement: () => ({ authorityAgencyId: agencies.own }),
  AgreeReintegrationPlan: (scene) => ({
    planId: scene.fresh('9e10'),
    agreedBy: isChild(scene) ? scene.chance.pick(['GUARDIAN', 'HOUSEHOLD_HEAD_AND_CHILD']) : 'PERSON',
    tracks: [
      {
        trackId: scene.fresh('ac01'),
        kind: scene.chance.pick(trackKinds[isChild(scene) ? 'child' : 'adult']),
        beneficiary: isChild(scene) ? 'CHILD' : 'PERSON',
        goal: { text: 'But fictif', lang: 'fra' },
        startBy: '2022-10-01',
      },
    ],
  }),
  ApproveReintegrationPlan: ({ state, fresh }) => ({ planId: state.reintegration.planId ?? fresh('0bad') }),
  StartTrack: trackIn('PLANNED'),
  DeliverReintegrationSupport: (scene) => ({ ...trackIn('STARTED')(scene), supportId: scene.fresh('5501') }),
  ReachMilestone: (scene) => ({
    ...trackIn('STARTED')(scene),
    ...scene.chance.pick([
      { milestone: 'ED_ENROLLED', evidence: 'SCHOOL_CERTIFICATE', dimension: 'SOCIAL' },
      { milestone: 'RM_FAMILY_CONTACT', evidence: 'PHONE_CALL', dimension: 'PSYCHOSOCIAL' },
    ]),
  }),
  CompleteTrack: trackIn('STARTED'),
  ScheduleFollowUp: ({ fresh }) => ({ followUpId: fresh('f010') }),
  ConductFollowUp: followUp,
  RequestClosure: ({ fresh, chance, state }) => ({
    closureId: fresh('c105'),
    reason: state.lifecycle.status === 'FOLLOW_UP' ? chance.pick(['GOALS_ACHIEVED', 'LOST_CONTACT']) : chance.pick(['GOALS_ACHIEVED', 'PERSON_WITHDREW', 'LOST_CONTACT', 'DUPLICATE']),
  }),
  ApproveClosure: ({ state, fresh }) => ({ closureId: state.closure.request?.closureId ?? fresh('0bad') }),
  ReturnClosure: ({ state, fresh }) => ({ closureId: state.closure.request?.closureId ?? fresh('0bad') }),
  AttributeCase: ({ chance }) => ({ grantId: GRANT, from: chance.pick(['2022-01-01', '2022-06-01', '2022-07-15']) }),
  RegisterCentre: () => ({ agencyId: agencies.own }),
  ReceiveStock: ({ chance }) => ({ items: [{ code: 'SCHOOL_KIT', qty: chance.between(0, 100) }] }),
  ChangeCentreCapacity: ({ chance }) => ({ capacity: chance.between(2, 4), minorCapacity: chance.between(1, 2) }),
  RegisterGrant: () => ({ donorAgencyId: agencies.donor, agencyIds: [agencies.own] }),
  PublishReport: ({ chance }) => ({ grantId: GRANT, centreId: CENTRE, ...chance.pick([{ from: '2022-01-01', to: '2022-06-30' }, { from: '2022-07-01', to: '2022-12-31' }]) }),
  SubscribeToAlerts: ({ fresh }) => ({ endpointId: fresh('ed01') }),
  RotateAlertSecret: (scene) => ({ endpointId: named(scene.agency.profile.endpoints, ({ active }) => active, scene) }),
  EndAlertSubscription: (scene) => ({ endpointId: named(scene.agency.profile.endpoints, ({ active }) => active, scene) }),
};
