import type { CommandActor } from '../../command-definition.ts';
import { reject, type Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';
import { wasSent, type Referral } from './state.ts';
import { mayMove, type ReferralMove } from './transitions.ts';

/** The referral that staff of the case's agency name, in a state from which the command moves it. */
export function referralOfCase({ referrals }: CaseFold, referralId: string, move: ReferralMove): Referral | Rejection {
  const referral = referrals[referralId];
  return referral === undefined ? reject('UNKNOWN_REFERENCE', {}, ['/referralId']) : (mayMove(referral, move) ?? referral);
}

type Partner = { readonly state: CaseFold; readonly actor: CommandActor; readonly referralId: string | undefined };

/**
 * The referral that a partner acts on (I-64). Whatever is not, or not yet, or no longer the partner's business gets one and the
 * same refusal: another agency's, one that was never sent, and one that is under review after a withdrawal (I-25). Only about
 * a referral that was sent to it does a partner learn the state.
 */
export function referralOfPartner({ state, actor, referralId }: Partner, move: ReferralMove): Referral | Rejection {
  const referral = referralId === undefined ? undefined : state.referrals[referralId];
  if (referral === undefined || referral.toAgencyId !== actor.agencyId || !wasSent(referral) || referral.underReview)
    return reject('REFERRAL_NOT_OPEN');
  return mayMove(referral, move) ?? referral;
}
