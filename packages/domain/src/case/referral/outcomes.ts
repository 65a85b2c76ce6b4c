import type { ReferralOutcome } from '../../code-lists/cl-31-referral-outcome.ts';

/** Outcomes (CL-31) of a referral that came about: the others would make a figure of success out of a failure. */
export const outcomesWhenCompleted = [
  'SERVED_FULLY',
  'SERVED_PARTLY',
  'REFERRED_ONWARD',
  'STILL_ONGOING',
] as const satisfies readonly ReferralOutcome[];

/** Reasons (CL-31) why an accepted one did not, or not to its end. */
export const reasonsWhenNotCompleted = [
  'PERSON_DECLINED',
  'NO_SHOW',
  'NOT_ELIGIBLE',
  'SERVED_PARTLY',
  'REFERRED_ONWARD',
] as const satisfies readonly ReferralOutcome[];
