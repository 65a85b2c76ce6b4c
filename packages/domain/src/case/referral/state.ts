import type { DataCategory } from '../../code-lists/cl-43-data-category.ts';
import type { Priority } from '../../code-lists/cl-28-priority.ts';
import type { ReferralState } from '../../code-lists/referral-state.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { region } from '../../region.ts';
import { referralEvents } from './events.ts';

/** Clear fields only: a referral folds the same after any erasure (domain.md 4.2). */
export type Referral = {
  readonly referralId: string;
  readonly toAgencyId: string;
  readonly service: ServiceType;
  readonly priority: Priority;
  readonly crossBorder: boolean;
  readonly status: ReferralState;
  /** Accepted, but the consent behind it was withdrawn: its packet is closed (I-25). */
  readonly underReview: boolean;
  readonly responseDueAt: string | undefined;
  readonly dataShared: readonly DataCategory[];
  /** Consents that the sending and later information relied on. */
  readonly consentIds: readonly string[];
};

export type Referrals = Readonly<Record<string, Referral>>;

const terminal: readonly ReferralState[] = ['COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REVOKED', 'EXPIRED'];
export const isOpen = (referral: Referral): boolean => !terminal.includes(referral.status);
/** Its receiver knows of it: also after a revocation, and never while it is a draft. */
export const wasSent = (referral: Referral): boolean => referral.responseDueAt !== undefined;
export const openReferrals = (referrals: Referrals): Referral[] => Object.values(referrals).filter(isOpen);

const changed = (state: Referrals, referralId: string, change: Partial<Referral>): Referrals => {
  const referral = state[referralId];
  return referral ? { ...state, [referralId]: { ...referral, ...change } } : state;
};
const union = <T>(one: readonly T[], other: readonly T[]): T[] => [...new Set([...one, ...other])];

export const referralRegion = region<Referrals>()({
  own: referralEvents,
  initial: {},
  on: {
    ReferralDrafted: (state, { data }) => ({
      ...state,
      [data.referralId]: {
        referralId: data.referralId,
        toAgencyId: data.toAgencyId,
        service: data.service,
        priority: data.priority,
        crossBorder: data.crossBorder,
        status: 'DRAFT',
        underReview: false,
        responseDueAt: undefined,
        dataShared: [],
        consentIds: [],
      },
    }),
    ReferralSent: (state, { data, metadata }) =>
      changed(state, data.referralId, {
        status: 'SENT',
        responseDueAt: data.responseDueAt,
        dataShared: data.dataShared,
        consentIds: metadata.consentIds,
      }),
    ReferralReceived: (state, { data }) => changed(state, data.referralId, { status: 'RECEIVED' }),
    ReferralAccepted: (state, { data }) => changed(state, data.referralId, { status: 'ACCEPTED' }),
    ReferralDeclined: (state, { data }) => changed(state, data.referralId, { status: 'DECLINED' }),
    ReferralInformationRequested: (state, { data }) => changed(state, data.referralId, { status: 'INFO_REQUESTED' }),
    ReferralInformationProvided: (state, { data, metadata }) => {
      const before = state[data.referralId];
      return changed(state, data.referralId, {
        status: 'RECEIVED',
        dataShared: union(before?.dataShared ?? [], data.dataShared),
        consentIds: union(before?.consentIds ?? [], metadata.consentIds),
      });
    },
    ReferralServiceStarted: (state, { data }) => changed(state, data.referralId, { status: 'IN_SERVICE' }),
    ReferralCompleted: (state, { data }) => changed(state, data.referralId, { status: 'COMPLETED' }),
    ReferralNotCompleted: (state, { data }) => changed(state, data.referralId, { status: 'NOT_COMPLETED' }),
    ReferralRevoked: (state, { data }) => changed(state, data.referralId, { status: 'REVOKED' }),
    ReferralUnderReview: (state, { data }) => changed(state, data.referralId, { underReview: true }),
  },
});
