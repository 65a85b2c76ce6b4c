import { agencyRejections } from './agency/rejections.ts';
import { assessmentRejections } from './case/assessment/rejections.ts';
import { attributionRejections } from './case/attribution/rejections.ts';
import { careRejections } from './case/care/rejections.ts';
import { closureRejections } from './case/closure/rejections.ts';
import { consentRejections } from './case/consent/rejections.ts';
import { followUpRejections } from './case/follow-up/rejections.ts';
import { identificationRejections } from './case/identification/rejections.ts';
import { planRejections } from './case/plan/rejections.ts';
import { referralRejections } from './case/referral/rejections.ts';
import { reintegrationRejections } from './case/reintegration/rejections.ts';
import { caseRejections } from './case/rejections.ts';
import { serviceRejections } from './case/service/rejections.ts';
import { stayRejections } from './case/stay/rejections.ts';
import { victimStatusRejections } from './case/victim-status/rejections.ts';
import { centreRejections } from './centre/rejections.ts';
import { commonRejections } from './common-rejections.ts';
import { grantRejections } from './grant/rejections.ts';
import { personRejections } from './person/rejections.ts';
import { reportRejections } from './report/rejections.ts';

/** The table of all refusals by the domain: code, meaning, what the caller can do. docs/errors.md is made from it. */
export const rejectionCodes = {
  ...commonRejections,
  ...caseRejections,
  ...agencyRejections,
  ...assessmentRejections,
  ...attributionRejections,
  ...careRejections,
  ...centreRejections,
  ...closureRejections,
  ...consentRejections,
  ...followUpRejections,
  ...grantRejections,
  ...identificationRejections,
  ...personRejections,
  ...planRejections,
  ...referralRejections,
  ...reintegrationRejections,
  ...reportRejections,
  ...serviceRejections,
  ...stayRejections,
  ...victimStatusRejections,
};

export type RejectionCode = keyof typeof rejectionCodes;
