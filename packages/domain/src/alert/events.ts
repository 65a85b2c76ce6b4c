import { z } from 'zod';
import { alertableEvent } from '../code-lists/cl-69-alertable-event.ts';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear, optional } from '../field-tree.ts';
import { Id } from '../formats.ts';
import { Instant } from '../partial-date-time.ts';

const reason = clear(z.string().regex(/^[A-Z0-9_]{1,64}$/));
const attempt = clear(z.int().positive());

/** What became of an alert, on `alert-{alertId}`. Ids and codes only (I-110). */
export const alertEvents = {
  AlertQueued: event({
    causeEventId: clear(Id),
    recipientAgencyId: clear(Id),
    endpointId: optional(clear(Id)),
    channel: clear(z.enum(['WEBHOOK', 'EMAIL', 'SMS', 'IN_APP'])),
    kind: clear(alertableEvent.schema),
    priority: clear(z.enum(['EMERGENCY', 'URGENT', 'NORMAL'])),
  }),
  AlertDelivered: event({ attempt, at: clear(Instant) }),
  AlertDeliveryFailed: event({ attempt, reason, at: clear(Instant) }),
  /** The schedule is over, the endpoint is gone, or its address is not allowed: an operator or the partner has to act. */
  AlertParked: event({ reason, at: clear(Instant) }),
  /** A later word about the same subject went out instead. */
  AlertReplaced: event({ at: clear(Instant) }),
};

export const alertFact = factsOf(alertEvents);
