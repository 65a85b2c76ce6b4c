import { z } from 'zod';
import { serviceType } from '../../code-lists/cl-20-service-type.ts';
import { supportType } from '../../code-lists/cl-21-support-type.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, list, optional, statistic } from '../../field-tree.ts';
import { Day, Id, Text } from '../../formats.ts';

/** Group E: the case plan, agreed by the person before it is approved. */
export const planEvents = {
  CasePlanDrafted: event({
    planId: clear(Id),
    objectives: list(
      { objectiveId: clear(Id), needCode: statistic(serviceType.schema), goal: identity(Text), supportType: clear(supportType.schema), targetDate: clear(Day) },
      { min: 1, max: 40 },
    ),
  }),
  CasePlanItemAdded: event({
    planId: clear(Id),
    itemId: clear(Id),
    objectiveId: clear(Id),
    service: clear(serviceType.schema),
    providerAgencyId: clear(Id),
    dueDate: clear(Day),
  }),
  CasePlanItemCompleted: event({ itemId: clear(Id) }),
  CasePlanAgreedByPerson: event({
    planId: clear(Id),
    by: statistic(z.enum(['PERSON', 'GUARDIAN', 'BOTH'])),
    /** Items that the person does not want: they are dropped, never forced (I-46). */
    refusedItems: clear(z.array(Id).max(100)),
  }),
  CasePlanApproved: event({ planId: clear(Id), comment: optional(identity(Text)) }),
};

export const planFact = factsOf(planEvents);
