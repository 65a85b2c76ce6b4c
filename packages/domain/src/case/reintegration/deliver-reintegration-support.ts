import { agencyOf } from '../../agency/agency-of.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { clear, omit, optional } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { Id } from '../../formats.ts';
import { isKnown } from '../../is-known.ts';
import { isRejection, reject } from '../../rejection.ts';
import { grantRules } from '../attribution/grant-rules.ts';
import { caseIsOpen, isNewId, personIsRegistered } from '../guards.ts';
import { referralInService } from '../referral/referral-in-service.ts';
import { caseAggregate } from '../state.ts';
import { reintegrationEvents, reintegrationFact } from './events.ts';
import { trackIn } from './guards.ts';

const VALUE_AND_CURRENCY = ['/value', '/currency'] as const;

/** What the returnee got: staff record it for any agency, a partner for itself while it helps on its own referral (I-64). */
export const deliverReintegrationSupport = commandOn(caseAggregate)({
  name: 'DeliverReintegrationSupport',
  roles: ['REINTEGRATION_OFFICER'],
  partnerRoles: ['PARTNER_PROVIDER'],
  fields: {
    ...omit(reintegrationEvents.ReintegrationSupportDelivered.fields, 'referralId', 'providerAgencyId'),
    /** By default the own agency. */
    providerAgencyId: optional(clear(Id)),
  },
  rules: ['I-06', 'I-53', 'I-64'],
  capabilities: ['CAP-23', 'CAP-24'],
  summary: { fr: 'Enregistrer un appui à la réintégration', en: 'Record reintegration support' },
  example: {
    supportId: '0193c5a0-0000-7000-8000-000000055001',
    trackId: '0193c5a0-0000-7000-8000-00000000ac01',
    kind: 'SCHOOL_KIT',
    items: [{ code: 'SCHOOL_KIT', qty: 1 }],
    value: 25000,
    currency: 'XOF',
  },
  context: ({ body }) => ({ provider: body.providerAgencyId === undefined ? undefined : agencyOf(body.providerAgencyId) }),
  decide: (input) => {
    const { body, frame, state, actor, context, now, referralId } = input;
    const { providerAgencyId = actor.agencyId, ...support } = body;
    const partner = referralInService(input);
    if (partner && isRejection(partner)) return partner;
    const track = trackIn(state.reintegration, body.trackId, ['STARTED']);
    const missing = VALUE_AND_CURRENCY.filter((_pointer, i) => [body.value, body.currency][i] === undefined);
    const refusal = firstRefusal(
      partner && providerAgencyId !== actor.agencyId ? reject('PROVIDER_NOT_YOUR_AGENCY', {}, ['/providerAgencyId']) : undefined,
      caseIsOpen(state),
      personIsRegistered(state),
      isNewId(state.reintegration.supportIds.includes(body.supportId), '/supportId'),
      isRejection(track) ? track : undefined,
      missing.length === 1 ? reject('VALUE_AND_CURRENCY_TOGETHER', {}, missing) : undefined,
      isKnown(body.providerAgencyId, context.provider, '/providerAgencyId'),
    );
    if (refusal) return refusal;
    const by = { providerAgencyId, ...(referralId === undefined ? {} : { referralId }) };
    const rules = [...(referralId === undefined ? [] : ['I-64']), ...grantRules(state, frame, now)];
    return accept(reintegrationFact('ReintegrationSupportDelivered', { ...support, ...by }), { rules });
  },
});
