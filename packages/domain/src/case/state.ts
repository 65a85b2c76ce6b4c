import { aggregate, type AggregateState } from '../aggregate.ts';
import { assessmentRegion } from './assessment/state.ts';
import { attributionRegion } from './attribution/state.ts';
import { bestInterestsRegion } from './best-interests/state.ts';
import { careRegion } from './care/state.ts';
import { closureRegion } from './closure/state.ts';
import { consentRegion } from './consent/state.ts';
import { followUpRegion } from './follow-up/state.ts';
import { identificationRegion } from './identification/state.ts';
import { lifecycleRegion } from './lifecycle/state.ts';
import { planRegion } from './plan/state.ts';
import { referralRegion } from './referral/state.ts';
import { reintegrationRegion } from './reintegration/state.ts';
import { safetyRegion } from './safety/state.ts';
import { serviceRegion } from './service/state.ts';
import { stayRegion } from './stay/state.ts';
import { victimStatusRegion } from './victim-status/state.ts';

/** The case: regions side by side, each of which folds on its own. Guards across regions read the whole. */
const regions = {
  lifecycle: lifecycleRegion,
  identification: identificationRegion,
  consent: consentRegion,
  assessment: assessmentRegion,
  bestInterests: bestInterestsRegion,
  safety: safetyRegion,
  victimStatus: victimStatusRegion,
  plan: planRegion,
  stay: stayRegion,
  service: serviceRegion,
  referrals: referralRegion,
  care: careRegion,
  reintegration: reintegrationRegion,
  followUps: followUpRegion,
  closure: closureRegion,
  attributions: attributionRegion,
};

export const caseAggregate = aggregate('case', regions);
export type CaseFold = AggregateState<typeof regions>;
