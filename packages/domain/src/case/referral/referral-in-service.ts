import type { CommandActor } from '../../command-definition.ts';
import type { Rejection } from '../../rejection.ts';
import type { CaseFold } from '../state.ts';
import { referralOfPartner } from './find-referral.ts';
import type { Referral } from './state.ts';

type Input = { readonly state: CaseFold; readonly actor: CommandActor; readonly referralId: string | undefined };

/**
 * For what staff and a partner both record: staff come without a referral (undefined); a partner tells of its own while it helps,
 * between the acceptance and the end, and moves nothing by it (I-64).
 */
export const referralInService = (input: Input): Referral | Rejection | undefined =>
  input.referralId === undefined ? undefined : referralOfPartner(input, 'RecordInService');
