import { z } from 'zod';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear } from '../field-tree.ts';
import { Id } from '../formats.ts';

/** The log about itself. Its era is the id of the last of these events: positions mean nothing in another one. */
export const logEvents = {
  LogCreated: event({ logId: clear(Id), purpose: clear(z.enum(['production', 'training', 'demo'])) }),
  LogMoved: event({ logId: clear(Id) }),
  LogRestored: event({ logId: clear(Id) }),
};

export const logFact = factsOf(logEvents);
