const consent = ['RecordAssent', 'GrantConsent'] as const;

/** Steps that only a child's life has. */
export const forChildren: readonly string[] = ['AppointGuardian', 'RecordAssent', 'RecordBia', 'RecordCareArrangement'];

/** The first time through: until the person is registered and has agreed to what follows. */
const arrival = [
  'IdentifyPerson',
  'CompleteScreening',
  'ProvideConsentInformation',
  'OpenCase',
  'RegisterPerson',
  'RecordIdentity',
  'AssessAge',
  'AppointGuardian',
  ...consent,
  ...consent,
  ...consent,
  ...consent,
  ...consent,
  ...consent,
  'AttributeCase',
  'DetermineVictimStatus',
  'AdmitToCentre',
] as const;

/** From the first interview to the closure; after a reopening once more. */
const round = [
  'ConductInterview',
  'AssessVulnerability',
  'AssessNeeds',
  'RecordBia',
  'SubmitAssessment',
  'ApproveAssessment',
  'DraftPlan',
  'AddPlanItem',
  'AgreePlan',
  'ApprovePlan',
  'DraftReferral',
  'SendReferral',
  'ReceiveReferral',
  'RequestInformation',
  'ProvideInformation',
  'AcceptReferral',
  'StartService',
  'RecordServiceDelivery',
  'ReceiveStock',
  'IssueItems',
  'CompleteReferral',
  'DraftReferral',
  'SendReferral',
  'DeclineReferral',
  'RecordCareArrangement',
  'AgreeReintegrationPlan',
  'ApproveReintegrationPlan',
  'StartTrack',
  'DeliverReintegrationSupport',
  'ReachMilestone',
  'CompletePlanItem',
  'CompleteTrack',
  'RecordExit',
  'ScheduleFollowUp',
  'ConductFollowUp',
  'RequestClosure',
  'ApproveClosure',
  'ReopenCase',
] as const;

export const stepsOfLife = arrival.length + round.length;

/** The command that a case would get next if all went well: so that random histories come far. */
export const stepAt = (at: number): string => (at < arrival.length ? arrival[at] : round[(at - arrival.length) % round.length]) ?? 'IdentifyPerson';

/** How many steps lead from a place to the next such command, itself included. */
export function stepsTo(name: string, from: number): number {
  for (let at = from; at < from + 2 * stepsOfLife; at++) if (stepAt(at) === name) return at + 1 - from;
  throw new Error(`no life leads to ${name}`);
}
