import type { Aggregate, StreamKind } from './aggregate.ts';
import { endAlertSubscription } from './agency/end-alert-subscription.ts';
import { registerAgency } from './agency/register-agency.ts';
import { reinstateAgency } from './agency/reinstate-agency.ts';
import { rotateAlertSecret } from './agency/rotate-alert-secret.ts';
import { agencyAggregate } from './agency/state.ts';
import { subscribeToAlerts } from './agency/subscribe-to-alerts.ts';
import { suspendAgency } from './agency/suspend-agency.ts';
import { approveAssessment } from './case/assessment/approve-assessment.ts';
import { assessNeeds } from './case/assessment/assess-needs.ts';
import { assessVulnerability } from './case/assessment/assess-vulnerability.ts';
import { conductInterview } from './case/assessment/conduct-interview.ts';
import { returnAssessment } from './case/assessment/return-assessment.ts';
import { submitAssessment } from './case/assessment/submit-assessment.ts';
import { attributeCase } from './case/attribution/attribute-case.ts';
import { recordBia } from './case/best-interests/record-bia.ts';
import { recordCareArrangement } from './case/care/record-care-arrangement.ts';
import { approveClosure } from './case/closure/approve-closure.ts';
import { reopenCase } from './case/closure/reopen-case.ts';
import { requestClosure } from './case/closure/request-closure.ts';
import { returnClosure } from './case/closure/return-closure.ts';
import { grantConsent } from './case/consent/grant-consent.ts';
import { provideConsentInformation } from './case/consent/provide-consent-information.ts';
import { recordAssent } from './case/consent/record-assent.ts';
import { refuseConsent } from './case/consent/refuse-consent.ts';
import { withdrawConsent } from './case/consent/withdraw-consent.ts';
import { conductFollowUp } from './case/follow-up/conduct-follow-up.ts';
import { scheduleFollowUp } from './case/follow-up/schedule-follow-up.ts';
import { appointGuardian } from './case/identification/appoint-guardian.ts';
import { assignCaseworker } from './case/identification/assign-caseworker.ts';
import { completeScreening } from './case/identification/complete-screening.ts';
import { identifyPerson } from './case/identification/identify-person.ts';
import { openCase } from './case/identification/open-case.ts';
import { registerPerson } from './case/identification/register-person.ts';
import { addPlanItem } from './case/plan/add-plan-item.ts';
import { agreePlan } from './case/plan/agree-plan.ts';
import { approvePlan } from './case/plan/approve-plan.ts';
import { completePlanItem } from './case/plan/complete-plan-item.ts';
import { draftPlan } from './case/plan/draft-plan.ts';
import { acceptReferral } from './case/referral/accept-referral.ts';
import { completeReferral } from './case/referral/complete-referral.ts';
import { declineReferral } from './case/referral/decline-referral.ts';
import { draftReferral } from './case/referral/draft-referral.ts';
import { provideInformation } from './case/referral/provide-information.ts';
import { receiveReferral } from './case/referral/receive-referral.ts';
import { recordReferralNotCompleted } from './case/referral/record-referral-not-completed.ts';
import { requestInformation } from './case/referral/request-information.ts';
import { revokeReferral } from './case/referral/revoke-referral.ts';
import { sendReferral } from './case/referral/send-referral.ts';
import { startService } from './case/referral/start-service.ts';
import { agreeReintegrationPlan } from './case/reintegration/agree-reintegration-plan.ts';
import { approveReintegrationPlan } from './case/reintegration/approve-reintegration-plan.ts';
import { completeTrack } from './case/reintegration/complete-track.ts';
import { deliverReintegrationSupport } from './case/reintegration/deliver-reintegration-support.ts';
import { reachMilestone } from './case/reintegration/reach-milestone.ts';
import { startTrack } from './case/reintegration/start-track.ts';
import { issueItems } from './case/service/issue-items.ts';
import { recordServiceDelivery } from './case/service/record-service-delivery.ts';
import { caseAggregate } from './case/state.ts';
import { admitToCentre } from './case/stay/admit-to-centre.ts';
import { recordExit } from './case/stay/record-exit.ts';
import { changeCentreCapacity } from './centre/change-centre-capacity.ts';
import { countStock } from './centre/count-stock.ts';
import { receiveStock } from './centre/receive-stock.ts';
import { registerCentre } from './centre/register-centre.ts';
import { determineVictimStatus } from './case/victim-status/determine-victim-status.ts';
import { centreAggregate } from './centre/state.ts';
import type { Command } from './command-definition.ts';
import type { EventDefinitions } from './event-definition.ts';
import { registerGrant } from './grant/register-grant.ts';
import { grantAggregate } from './grant/state.ts';
import { assessAge } from './person/assess-age.ts';
import { correctIdentity } from './person/correct-identity.ts';
import { recordIdentity } from './person/record-identity.ts';
import { personAggregate } from './person/state.ts';
import { publishReport } from './report/publish-report.ts';
import { reportAggregate } from './report/state.ts';

/**
 * Every command of the system, by group of domain.md 2.6. Routes, the API reference, role checks, refusal tests and
 * documentation come from this list: a new command is one line here.
 */
const all = [
  // A: identification, intake, identity
  identifyPerson,
  completeScreening,
  openCase,
  registerPerson,
  recordIdentity,
  correctIdentity,
  assessAge,
  appointGuardian,
  assignCaseworker,
  // B: consent
  provideConsentInformation,
  recordAssent,
  grantConsent,
  refuseConsent,
  withdrawConsent,
  // C: interview, assessment, best interests
  conductInterview,
  assessVulnerability,
  assessNeeds,
  submitAssessment,
  approveAssessment,
  returnAssessment,
  recordBia,
  // D: victim status
  determineVictimStatus,
  // E: case plan
  draftPlan,
  addPlanItem,
  agreePlan,
  approvePlan,
  completePlanItem,
  // F: centre stay and services
  admitToCentre,
  recordExit,
  recordServiceDelivery,
  issueItems,
  // G: referral
  draftReferral,
  sendReferral,
  receiveReferral,
  acceptReferral,
  declineReferral,
  requestInformation,
  provideInformation,
  startService,
  completeReferral,
  recordReferralNotCompleted,
  revokeReferral,
  // H: care
  recordCareArrangement,
  // I: reintegration
  agreeReintegrationPlan,
  approveReintegrationPlan,
  startTrack,
  deliverReintegrationSupport,
  reachMilestone,
  completeTrack,
  // J: follow-up
  scheduleFollowUp,
  conductFollowUp,
  // L: closure, reopening
  requestClosure,
  approveClosure,
  returnClosure,
  reopenCase,
  // O: agencies, centres, grants, reports
  publishReport,
  registerAgency,
  suspendAgency,
  reinstateAgency,
  subscribeToAlerts,
  rotateAlertSecret,
  endAlertSubscription,
  registerCentre,
  changeCentreCapacity,
  receiveStock,
  countStock,
  registerGrant,
  attributeCase,
] as const;

export const commands: readonly Command<never>[] = all as unknown as readonly Command<never>[];

export const aggregates: Readonly<Record<StreamKind, Aggregate>> = {
  case: caseAggregate as unknown as Aggregate,
  person: personAggregate as unknown as Aggregate,
  agency: agencyAggregate as unknown as Aggregate,
  centre: centreAggregate as unknown as Aggregate,
  grant: grantAggregate as unknown as Aggregate,
  report: reportAggregate as unknown as Aggregate,
};

/** Of every event that commands make, by type. */
export const eventDefinitions = Object.assign({}, ...Object.values(aggregates).map(({ events }) => events)) as EventDefinitions;

const byName = new Map(commands.map((command) => [command.name, command]));

export const findCommand = (name: string): Command<never> | undefined => byName.get(name);

/** Where the streams of a kind are found: `/v1/cases/{id}`. */
export const collections: Readonly<Record<StreamKind, string>> = {
  case: 'cases',
  person: 'persons',
  agency: 'agencies',
  centre: 'centres',
  grant: 'grants',
  report: 'reports',
};

/** `SendReferral` is `send-referral` in a route. */
export const routeName = (commandName: string): string => commandName.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
