import { z } from 'zod';
import { bestInterestsTrigger } from '../../code-lists/cl-34-best-interests-trigger.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, statistic } from '../../field-tree.ts';
import { Id, Text } from '../../formats.ts';

/** Group C, best interests procedure: the assessment; determination by a panel is another step. */
export const bestInterestsEvents = {
  BestInterestsAssessmentRecorded: event({
    biaId: clear(Id),
    kind: clear(z.enum(['SHORT', 'COMPREHENSIVE'])),
    trigger: statistic(bestInterestsTrigger.schema),
    childHeard: clear(z.boolean()),
    reasoning: identity(Text),
  }),
};

export const bestInterestsFact = factsOf(bestInterestsEvents);
