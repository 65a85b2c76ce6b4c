import type { Aggregate, StreamKind } from './aggregate.ts';
import { endAlertSubscription } from './agency/end-alert-subscription.ts';
import { registerAgency } from './agency/register-agency.ts';
import { reinstateAgency } from './agency/reinstate-agency.ts';
import { rotateAlertSecret } from './agency/rotate-alert-secret.ts';
import { agencyAggregate } from './agency/state.ts';
import { subscribeToAlerts } from './agency/subscribe-to-alerts.ts';
import { suspendAgency } from './agency/suspend-agency.ts';
import { recordCareArrangement } from './case/care/record-care-arrangement.ts';
import { grantConsent } from './case/consent/grant-consent.ts';
import { provideConsentInformation } from './case/consent/provide-consent-information.ts';
import { recordAssent } from './case/consent/record-assent.ts';
import { refuseConsent } from './case/consent/refuse-consent.ts';
import { withdrawConsent } from './case/consent/withdraw-consent.ts';
import { appointGuardian } from './case/identification/appoint-guardian.ts';
import { assignCaseworker } from './case/identification/assign-caseworker.ts';
import { completeScreening } from './case/identification/complete-screening.ts';
import { identifyPerson } from './case/identification/identify-person.ts';
import { openCase } from './case/identification/open-case.ts';
import { registerPerson } from './case/identification/register-person.ts';
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
import { caseAggregate } from './case/state.ts';
import { centreAggregate } from './centre/state.ts';
import type { Command } from './command-definition.ts';
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
  // D: victim status
  // E: case plan
  // F: centre stay and services
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
  // J: follow-up
  // L: closure, reopening
  // O: agencies, centres, grants, reports
  publishReport,
  registerAgency,
  suspendAgency,
  reinstateAgency,
  subscribeToAlerts,
  rotateAlertSecret,
  endAlertSubscription,
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

const byName = new Map(commands.map((command) => [command.name, command]));

export const findCommand = (name: string): Command<never> | undefined => byName.get(name);

/** `SendReferral` is `send-referral` in a route. */
export const routeName = (commandName: string): string => commandName.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
