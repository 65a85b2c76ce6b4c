import { careArrangement } from '../../code-lists/cl-32-care-arrangement.ts';
import { factsOf } from '../../decision.ts';
import { event } from '../../event-definition.ts';
import { clear, identity, optional, statistic } from '../../field-tree.ts';
import { Id, ShortText } from '../../formats.ts';
import { PartialDateTime } from '../../partial-date-time.ts';

/** Group H: the care of a child outside reunification (I-74); it lets reintegration start (domain.md 2.5). */
export const careEvents = {
  CareArrangementRecorded: event({
    kind: statistic(careArrangement.schema),
    from: clear(PartialDateTime),
    authorityAgencyId: optional(clear(Id)),
    carer: optional(identity(ShortText, { about: 'carer' })),
  }),
};

export const careFact = factsOf(careEvents);
