import { z } from 'zod';
import { closureReason } from '../../code-lists/cl-53-closure-reason.ts';
import { reopeningReason } from '../../code-lists/cl-53b-reopening-reason.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional, statistic } from '../../field-tree.ts';
import { Day, Id, Text } from '../../formats.ts';

/** Group L: closure on request and approval; reopening keeps the case and its number (I-98). */
export const closureEvents = {
  ClosureRequested: event({
    closureId: clear(Id),
    reason: statistic(closureReason.schema),
    summary: identity(Text),
    personInformed: clear(z.boolean()),
    exitInfoGiven: clear(z.boolean()),
  }),
  ClosureApproved: event({ closureId: clear(Id) }),
  ClosureReturned: event({ closureId: clear(Id), comment: identity(Text) }),
  CaseClosed: event({
    closureId: clear(Id),
    reason: statistic(closureReason.schema),
    htcdsStatus: clear(z.enum(['Closed', 'ClosedReferred'])),
    retentionUntil: clear(Day),
  }),
  CaseReopened: event({ reason: statistic(reopeningReason.schema), priorClosureEventId: clear(Id), note: optional(identity(Text)) }),
};

export const closureFact = factsOf(closureEvents);
