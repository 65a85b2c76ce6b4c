import { z } from 'zod';
import { accessPurpose } from '../code-lists/cl-58-access-purpose.ts';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear } from '../field-tree.ts';
import { Id, UserId } from '../formats.ts';

/** Who read what, and why (DP-05, DP-12): recorded before anything is opened. */
export const accessEvents = {
  RecordAccessed: event({
    userId: clear(UserId),
    role: clear(z.string().regex(/^[A-Z_]{2,40}$/)),
    agencyId: clear(Id),
    purpose: clear(accessPurpose.schema),
    /** What was shown: case, packet, history, list, figures, release. */
    view: clear(z.string().regex(/^[a-z][a-z-]{1,31}$/)),
    streams: clear(z.array(z.string().regex(/^[a-z]+-[A-Za-z0-9-]{1,80}$/)).max(500)),
    classes: clear(z.array(z.enum(['statistic', 'identity', 'justice'])).max(3)),
  }),
};

export const accessFact = factsOf(accessEvents);
