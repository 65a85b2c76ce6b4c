import { z } from 'zod';
import { agencyOf } from '../../agency/agency-of.ts';
import { centreOf } from '../../centre/centre-of.ts';
import type { ServiceType } from '../../code-lists/cl-20-service-type.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { clear, omit, optional } from '../../field-tree.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { Id } from '../../formats.ts';
import { isKnown } from '../../is-known.ts';
import { reject, type Rejection } from '../../rejection.ts';
import { grantRules } from '../attribution/grant-rules.ts';
import { caseIsOpen, consentsFor, hasConsent, isNewId, personIsRegistered } from '../guards.ts';
import { itemIsOpen } from '../plan/guards.ts';
import type { CasePlan } from '../plan/state.ts';
import { isUrgent, serviceInTime } from '../referral/service-in-time.ts';
import { caseAggregate } from '../state.ts';
import { serviceEvents, serviceFact } from './events.ts';
import { partnerMayDeliver } from './partner-delivery.ts';

const delivered = serviceEvents.ServiceDelivered.fields;

function servesItem(plan: CasePlan, type: ServiceType, itemId: string | undefined): Rejection | undefined {
  if (itemId === undefined) return undefined;
  const service = plan.items[itemId]?.service ?? type;
  const other = service === type ? undefined : reject('ITEM_IS_FOR_OTHER_SERVICE', { service }, ['/type']);
  return itemIsOpen(plan, itemId, '/itemId') ?? other;
}

function quantityHasUnit({ quantity, unit }: { quantity?: number | undefined; unit?: string | undefined }): Rejection | undefined {
  if ((quantity === undefined) === (unit === undefined)) return undefined;
  return reject('QUANTITY_AND_UNIT_TOGETHER', {}, [unit === undefined ? '/unit' : '/quantity']);
}

/** What was given, and by whom: staff for any agency, a partner for itself on its own referral. */
export const recordServiceDelivery = commandOn(caseAggregate)({
  name: 'RecordServiceDelivery',
  roles: ['CASEWORKER', 'CENTRE_MANAGER'],
  partnerRoles: ['PARTNER_PROVIDER'],
  fields: {
    ...omit(delivered, 'referralId', 'providerAgencyId', 'tier'),
    /** By default the own agency. */
    providerAgencyId: optional(clear(Id)),
    /** CL-23; ONE_OFF is derived from `oneOff` and never given. */
    tier: clear(z.enum(['COMPREHENSIVE', 'HUMANITARIAN_DIRECT'])),
  },
  rules: ['I-06', 'I-24', 'I-53', 'I-64'],
  capabilities: ['CAP-08', 'CAP-09', 'CAP-10', 'CAP-11'],
  summary: { fr: 'Enregistrer un service rendu', en: 'Record a service delivery' },
  example: {
    serviceId: '0193c5a0-0000-7000-8000-00000005e001',
    type: 'MEDICAL',
    tier: 'HUMANITARIAN_DIRECT',
    place: { country: 'NER', admin1: 'NE-7' },
    oneOff: true,
  },
  context: ({ body }) => ({
    provider: body.providerAgencyId === undefined ? undefined : agencyOf(body.providerAgencyId),
    centre: body.centreId === undefined ? undefined : centreOf(body.centreId),
  }),
  decide: (input) => {
    const { body, frame, state, actor, context, now, referralId } = input;
    const urgent = isUrgent(body.type);
    const consents = urgent ? [] : consentsFor(state, 'CASE_MANAGEMENT', { frame, now });
    const refusal = firstRefusal(
      partnerMayDeliver(input),
      caseIsOpen(state),
      personIsRegistered(state),
      serviceInTime(state, body.type),
      isNewId(state.service.serviceIds.includes(body.serviceId), '/serviceId'),
      urgent ? undefined : hasConsent(consents, 'CASE_MANAGEMENT'),
      servesItem(state.plan, body.type, body.itemId),
      isKnown(body.providerAgencyId, context.provider, '/providerAgencyId'),
      isKnown(body.centreId, context.centre, '/centreId'),
      quantityHasUnit(body),
    );
    if (refusal) return refusal;
    const by = { providerAgencyId: body.providerAgencyId ?? actor.agencyId, ...(referralId === undefined ? {} : { referralId }) };
    const rules = [...(referralId === undefined ? [] : ['I-64']), 'I-06', ...(urgent ? ['I-24'] : []), ...grantRules(state, frame, now)];
    return accept(serviceFact('ServiceDelivered', { ...body, ...by }), { rules, consentIds: consents.map(({ consentId }) => consentId) });
  },
});
