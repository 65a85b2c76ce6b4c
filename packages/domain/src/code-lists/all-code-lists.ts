import { roles } from '../roles.ts';
import { caseState } from './case-state.ts';
import { sex } from './cl-01-sex.ts';
import { gender } from './cl-02-gender.ts';
import { ctdcAgeBand } from './cl-03-ctdc-age-band.ts';
import { fourway } from './cl-03-fourway.ts';
import { minority } from './cl-03-minority.ts';
import { primeroAgeBand } from './cl-03-primero-age-band.ts';
import { unhcrAgeBand } from './cl-03-unhcr-age-band.ts';
import { country } from './cl-04-country.ts';
import { nigerRegion } from './cl-04-niger-region.ts';
import { education } from './cl-05-education.ts';
import { language } from './cl-05-language.ts';
import { maritalStatus } from './cl-05-marital-status.ts';
import { migrantType } from './cl-06-migrant-type.ts';
import { internationalProtection } from './cl-07-international-protection.ts';
import { victimStatus } from './cl-08-victim-status.ts';
import { decidingOrganisation } from './cl-08b-deciding-organisation.ts';
import { identificationChannel } from './cl-09-identification-channel.ts';
import { indicator } from './cl-10-indicator.ts';
import { exploitationType } from './cl-11-exploitation-type.ts';
import { sexForm } from './cl-11b-sex-form.ts';
import { labourIndustry } from './cl-11c-labour-industry.ts';
import { act } from './cl-12-act.ts';
import { onlinePlatform } from './cl-13-online-platform.ts';
import { recruitmentMethod } from './cl-13-recruitment-method.ts';
import { meansOfControl } from './cl-14-means-of-control.ts';
import { legacyVulnerability } from './cl-15-legacy-vulnerability.ts';
import { vulnerabilityFactor } from './cl-15-vulnerability-factor.ts';
import { vulnerabilityLevel } from './cl-15-vulnerability-level.ts';
import { vulnerabilityPolarity } from './cl-15-vulnerability-polarity.ts';
import { riskLevel } from './cl-16-risk-level.ts';
import { traffickerRelation } from './cl-17-trafficker-relation.ts';
import { perpetratorRole } from './cl-18-perpetrator-role.ts';
import { safetyAlert } from './cl-19-safety-alert.ts';
import { serviceType } from './cl-20-service-type.ts';
import { supportType } from './cl-21-support-type.ts';
import { item } from './cl-22-item.ts';
import { assistanceTier } from './cl-23-assistance-tier.ts';
import { centreExit } from './cl-24-centre-exit.ts';
import { notDeliveredReason } from './cl-25-not-delivered-reason.ts';
import { recreation } from './cl-26-recreation.ts';
import { referralReason } from './cl-27-referral-reason.ts';
import { priority } from './cl-28-priority.ts';
import { recipientCategory } from './cl-29-recipient-category.ts';
import { declineReason } from './cl-30-decline-reason.ts';
import { referralOutcome } from './cl-31-referral-outcome.ts';
import { careArrangement } from './cl-32-care-arrangement.ts';
import { familyRelation } from './cl-33-family-relation.ts';
import { bestInterestsTrigger } from './cl-34-best-interests-trigger.ts';
import { bestInterestsDecision } from './cl-35-best-interests-decision.ts';
import { tracingAction } from './cl-36-tracing-action.ts';
import { separationCause } from './cl-36b-separation-cause.ts';
import { tracingOutcome } from './cl-36c-tracing-outcome.ts';
import { tracingStatus } from './cl-37-tracing-status.ts';
import { consentScope } from './cl-38-consent-scope.ts';
import { consentTopic } from './cl-39-consent-topic.ts';
import { consentGiver } from './cl-40-consent-giver.ts';
import { legalBasis } from './cl-41-legal-basis.ts';
import { refusalReason } from './cl-42-refusal-reason.ts';
import { dataCategory } from './cl-43-data-category.ts';
import { reintegrationTrack } from './cl-44-reintegration-track.ts';
import { reintegrationSupport } from './cl-45-reintegration-support.ts';
import { milestone } from './cl-46-milestone.ts';
import { evidence } from './cl-47-evidence.ts';
import { reintegrationDimension } from './cl-48-reintegration-dimension.ts';
import { trackStopReason } from './cl-49-track-stop-reason.ts';
import { followUpType } from './cl-50-follow-up-type.ts';
import { wellBeing } from './cl-51-well-being.ts';
import { verdict } from './cl-52-verdict.ts';
import { closureReason } from './cl-53-closure-reason.ts';
import { reopeningReason } from './cl-53b-reopening-reason.ts';
import { theoryOfChangeArea } from './cl-54-theory-of-change-area.ts';
import { crisisKind } from './cl-55-crisis-kind.ts';
import { crisisPhase } from './cl-55-crisis-phase.ts';
import { chainStep } from './cl-55b-chain-step.ts';
import { dataSubjectRequest } from './cl-56-data-subject-request.ts';
import { breachSeverity } from './cl-57-breach-severity.ts';
import { accessPurpose } from './cl-58-access-purpose.ts';
import { legalReference } from './cl-60-legal-reference.ts';
import { groupActivity } from './cl-61-group-activity.ts';
import { targetGroup } from './cl-62-target-group.ts';
import { audience } from './cl-63-audience.ts';
import { sensitisationTopic } from './cl-64-sensitisation-topic.ts';
import { niameyAxis } from './cl-65-niamey-axis.ts';
import { commitmentStatus } from './cl-66-commitment-status.ts';
import { trainingTopic } from './cl-67-training-topic.ts';
import { traineeProfile } from './cl-68-trainee-profile.ts';
import { alertableEvent } from './cl-69-alertable-event.ts';
import { referralState } from './referral-state.ts';
import type { CodeList } from './code-list.ts';

/** Every list of the system, in the order of their numbers: what the API and the documentation show. */
export const allCodeLists: readonly CodeList[] = [
  sex,
  gender,
  ctdcAgeBand,
  fourway,
  minority,
  primeroAgeBand,
  unhcrAgeBand,
  country,
  nigerRegion,
  education,
  language,
  maritalStatus,
  migrantType,
  internationalProtection,
  victimStatus,
  decidingOrganisation,
  identificationChannel,
  indicator,
  exploitationType,
  sexForm,
  labourIndustry,
  act,
  onlinePlatform,
  recruitmentMethod,
  meansOfControl,
  legacyVulnerability,
  vulnerabilityFactor,
  vulnerabilityLevel,
  vulnerabilityPolarity,
  riskLevel,
  traffickerRelation,
  perpetratorRole,
  safetyAlert,
  serviceType,
  supportType,
  item,
  assistanceTier,
  centreExit,
  notDeliveredReason,
  recreation,
  referralReason,
  priority,
  recipientCategory,
  declineReason,
  referralOutcome,
  careArrangement,
  familyRelation,
  bestInterestsTrigger,
  bestInterestsDecision,
  tracingAction,
  separationCause,
  tracingOutcome,
  tracingStatus,
  consentScope,
  consentTopic,
  consentGiver,
  legalBasis,
  refusalReason,
  dataCategory,
  reintegrationTrack,
  reintegrationSupport,
  milestone,
  evidence,
  reintegrationDimension,
  trackStopReason,
  followUpType,
  wellBeing,
  verdict,
  closureReason,
  reopeningReason,
  theoryOfChangeArea,
  crisisKind,
  crisisPhase,
  chainStep,
  dataSubjectRequest,
  breachSeverity,
  accessPurpose,
  legalReference,
  groupActivity,
  targetGroup,
  audience,
  sensitisationTopic,
  niameyAxis,
  commitmentStatus,
  trainingTopic,
  traineeProfile,
  alertableEvent,
  caseState,
  referralState,
  roles,
];
