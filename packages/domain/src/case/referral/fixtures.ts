import type { ReferralState } from '../../code-lists/referral-state.ts';
import type { CommandActor, Example } from '../../command-definition.ts';
import { caseIn } from '../../testing/case-facts.ts';
import { AGENCY, CASE_ID, CASEWORKER, given, NOW, OTHER_AGENCY, TODAY } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate, type CaseFold } from '../state.ts';
import { referralFact } from './events.ts';

export const REFERRAL = '0193c5a0-0000-7000-8000-00000000ef01';
export const CONSENT = '0193c5a0-0000-7000-8000-000000c05e01';

export const draft = {
  referralId: REFERRAL,
  toAgencyId: OTHER_AGENCY,
  service: 'EDUCATION' as const,
  reason: 'AdditionalServicesRequired' as const,
  priority: 'NORMAL' as const,
  crossBorder: false,
};

const one = { referralId: REFERRAL };
const drafted: Given = referralFact('ReferralDrafted', draft);
const sent: Given = {
  ...referralFact('ReferralSent', { ...one, responseDueAt: '2022-06-29T10:00:00.000Z', dataShared: ['IDENTITY'], method: 'IN_SYSTEM' }),
  metadata: { consentIds: [CONSENT] },
};
const received = referralFact('ReferralReceived', one);
const accepted = referralFact('ReferralAccepted', one);
const started = referralFact('ReferralServiceStarted', one);
export const revoked = referralFact('ReferralRevoked', { ...one, cause: 'STAFF' });
export const underReview = referralFact('ReferralUnderReview', { ...one, cause: 'CONSENT_WITHDRAWN' });

/** Expiry is a timer's, and no fact of this version. */
export type ReachableState = Exclude<ReferralState, 'EXPIRED'>;

const ways: Readonly<Record<ReachableState, readonly Given[]>> = {
  DRAFT: [],
  SENT: [sent],
  RECEIVED: [sent, received],
  INFO_REQUESTED: [sent, received, referralFact('ReferralInformationRequested', { ...one, fields: ['FAMILY'] })],
  ACCEPTED: [sent, accepted],
  IN_SERVICE: [sent, accepted, started],
  COMPLETED: [sent, accepted, started, referralFact('ReferralCompleted', { ...one, outcome: 'SERVED_FULLY' })],
  NOT_COMPLETED: [sent, accepted, referralFact('ReferralNotCompleted', { ...one, reason: 'NO_SHOW' })],
  DECLINED: [sent, referralFact('ReferralDeclined', { ...one, reason: 'CAPACITY_FULL' })],
  REVOKED: [sent, revoked],
};

/** A case in assistance with one referral, in this state. */
export const referralIn = (state: ReachableState): Given[] => [...caseIn('IN_ASSISTANCE'), drafted, ...ways[state]];

/** The same with an expired one: no fact leads there yet, so the fold is made by hand. */
export function expiredReferral(): CaseFold {
  const { state } = given(caseAggregate, referralIn('SENT'));
  const { [REFERRAL]: referral } = state.referrals;
  if (referral === undefined) throw new Error('no referral in the case');
  return { ...state, referrals: { [REFERRAL]: { ...referral, status: 'EXPIRED' } } };
}

/** What `decide` gets beside fold and context, from staff of the case's agency. */
export const inputOf = (body: Example) => ({
  body,
  frame: { occurredAt: TODAY },
  actor: { userId: CASEWORKER, role: 'CASEWORKER', agencyId: AGENCY } as CommandActor,
  now: NOW,
  id: CASE_ID,
  referralId: undefined,
});

/** Whoever answers for the agency to which it was sent. */
export const PARTNER: CommandActor = { userId: 'user-partner-1', role: 'PARTNER_PROVIDER', agencyId: OTHER_AGENCY };
export const asPartner = { actor: PARTNER, referralId: REFERRAL } as const;
