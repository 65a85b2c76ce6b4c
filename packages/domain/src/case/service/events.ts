import { z } from 'zod';
import { assistanceTier } from '../../code-lists/cl-23-assistance-tier.ts';
import { country } from '../../code-lists/cl-04-country.ts';
import { item } from '../../code-lists/cl-22-item.ts';
import { serviceType } from '../../code-lists/cl-20-service-type.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, group, identity, optional, statistic } from '../../field-tree.ts';
import { Admin1, Amount, Id, LocalCode, ShortText, Text } from '../../formats.ts';

export const IssuedItems = z.array(z.strictObject({ code: item.schema, qty: z.int().positive().max(10_000) })).min(1).max(20);

/** Group F: what was given. Grants stand in the metadata. */
export const serviceEvents = {
  ServiceDelivered: event({
    serviceId: clear(Id),
    type: clear(serviceType.schema),
    tier: clear(assistanceTier.schema),
    providerAgencyId: clear(Id),
    /** The centre to which donors' figures attribute it (IND-01). */
    centreId: optional(clear(Id)),
    /** The item of the plan that it serves, or the referral by which a partner gave it. */
    itemId: optional(clear(Id)),
    referralId: optional(clear(Id)),
    quantity: optional(clear(Amount)),
    unit: optional(clear(LocalCode)),
    place: group({ country: clear(country.schema), admin1: optional(clear(Admin1)), locality: optional(identity(ShortText)) }),
    oneOff: clear(z.boolean()),
  }),
  ItemsIssued: event({
    issueId: clear(Id),
    items: clear(IssuedItems),
    centreId: optional(clear(Id)),
    stockBatch: optional(clear(LocalCode)),
    receivedBy: statistic(z.enum(['PERSON', 'GUARDIAN'])),
    /** Why more was given than the stock is known to hold; a supervisor's (I-52). */
    overrideReason: optional(identity(Text)),
  }),
};

export const serviceFact = factsOf(serviceEvents);
