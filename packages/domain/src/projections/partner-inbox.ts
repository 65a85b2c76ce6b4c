import { aggregate, idOfStream, type AggregateState } from '../aggregate.ts';
import { referralRegion } from '../case/referral/state.ts';
import { compact } from './compact.ts';
import { foldInto } from './fold-state.ts';
import type { Projection, RowBody } from './projection.ts';

const folded = aggregate('case', { referrals: referralRegion });
type Folded = AggregateState<{ referrals: typeof referralRegion }>;
type State = RowBody & { readonly fold?: RowBody; readonly sentAt?: RowBody };

/** The id by which a partner knows a referral: no way back to the case. Derived outside, because deriving ids is no rule of the domain. */
export type PartnerReferralId = (caseId: string, referralId: string) => string;

/** Referrals as their recipients list them: headers only. A referral that was never sent is nobody's. */
export const partnerInbox = (partnerReferralId: PartnerReferralId): Projection<State> => ({
  name: 'partner-inbox',
  version: 1,
  indexes: [['recipient', 'status', 'sentAt'], ['recipient', 'sentAt'], ['partnerReferralId']],
  kinds: ['case'],
  initial: {},
  evolve: (state, event) => ({
    fold: foldInto(folded, state.fold, event),
    sentAt:
      event.type === 'ReferralSent' ? { ...state.sentAt, [event.data['referralId'] as string]: event.metadata.recordedAt } : (state.sentAt ?? {}),
  }),
  rows: (state, stream) => {
    const caseId = idOfStream(stream);
    const { referrals } = state.fold as unknown as Folded;
    return Object.values(referrals).flatMap((referral) => {
      const sentAt = state.sentAt?.[referral.referralId];
      if (typeof sentAt !== 'string') return [];
      const id = partnerReferralId(caseId, referral.referralId);
      const { service, priority, status, underReview, responseDueAt } = referral;
      return [
        {
          rowId: id,
          keys: { partnerReferralId: id, recipient: referral.toAgencyId, status, sentAt },
          body: compact({ caseId, referralId: referral.referralId, service, priority, status, underReview, responseDueAt, sentAt }),
        },
      ];
    });
  },
});
