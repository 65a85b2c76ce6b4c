import { z } from 'zod';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, optional } from '../../field-tree.ts';
import { Day, GrantCode, Id } from '../../formats.ts';

/** Group O on the case: which grants pay for it, and from when (I-53). */
export const attributionEvents = {
  CaseAttributedToGrant: event({
    grantId: clear(Id),
    grantCode: clear(GrantCode),
    from: clear(Day),
    /** Part of the cost, between 0 and 1. */
    share: optional(clear(z.number().positive().max(1))),
  }),
};

export const attributionFact = factsOf(attributionEvents);
