import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import type { CommandActor } from '../../command-definition.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isRejection, reject, type Rejection } from '../../rejection.ts';
import { referralInService } from '../referral/referral-in-service.ts';
import type { CaseFold } from '../state.ts';

type Delivery = {
  readonly type: ServiceType;
  readonly providerAgencyId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly centreId?: string | undefined;
};
type PartnerInput = {
  readonly body: Delivery;
  readonly state: CaseFold;
  readonly actor: CommandActor;
  readonly referralId: string | undefined;
};

/**
 * I-64: a partner records the service of its own referral, given by itself. It knows no id of the case: what it could try out is
 * refused unread. Staff, who name no referral, are not meant.
 */
export function partnerMayDeliver(input: PartnerInput): Rejection | undefined {
  const { body, actor } = input;
  const referral = referralInService(input);
  if (referral === undefined || isRejection(referral)) return referral;
  const named = (['itemId', 'centreId'] as const).filter((field) => body[field] !== undefined);
  const own = body.providerAgencyId === undefined || body.providerAgencyId === actor.agencyId;
  return firstRefusal(
    named.length === 0 ? undefined : reject('NOT_A_PARTNERS_TO_NAME', {}, named.map((field) => `/${field}`)),
    own ? undefined : reject('PROVIDER_NOT_YOUR_AGENCY', {}, ['/providerAgencyId']),
    body.type === referral.service ? undefined : reject('SERVICE_NOT_REFERRED', { service: referral.service }, ['/type']),
  );
}
