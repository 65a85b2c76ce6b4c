import { z } from 'zod';
import { followUpType } from '../../code-lists/cl-50-follow-up-type.ts';
import { safetyAlert } from '../../code-lists/cl-19-safety-alert.ts';
import { wellBeing } from '../../code-lists/cl-51-well-being.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional, statistic } from '../../field-tree.ts';
import { Day, Id, Text } from '../../formats.ts';

const followUpMode = z.enum(['HOME_VISIT', 'PHONE', 'OFFICE', 'PARTNER_VISIT']);

/** Group J: follow-up visits. */
export const followUpEvents = {
  FollowUpScheduled: event({ followUpId: clear(Id), type: clear(followUpType.schema), dueOn: clear(Day), mode: clear(followUpMode) }),
  FollowUpConducted: event({
    followUpId: clear(Id),
    mode: clear(followUpMode),
    referralId: optional(clear(Id)),
    wellbeing: statistic(wellBeing.schema),
    safe: statistic(z.boolean()),
    inSchool: optional(statistic(z.boolean())),
    incomeActivityRunning: optional(statistic(z.boolean())),
    remigrated: optional(statistic(z.boolean())),
    newRisks: statistic(z.array(safetyAlert.schema).max(8)),
    note: optional(identity(Text)),
  }),
};

export const followUpFact = factsOf(followUpEvents);
