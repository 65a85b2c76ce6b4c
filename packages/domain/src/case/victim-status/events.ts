import { decidingOrganisation } from '../../code-lists/cl-08b-deciding-organisation.ts';
import { victimStatus } from '../../code-lists/cl-08-victim-status.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional, statistic } from '../../field-tree.ts';
import { Id, Text } from '../../formats.ts';

/** Group D. A later decision never deletes the earlier one (I-42): each is an event, with the one it supersedes. */
export const victimStatusEvents = {
  VictimStatusDetermined: event({
    status: statistic(victimStatus.schema),
    decidedBy: clear(decidingOrganisation.schema),
    grounds: identity(Text),
    supersedes: optional(clear(Id)),
  }),
};

export const victimStatusFact = factsOf(victimStatusEvents);
