import { z } from 'zod';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear } from '../field-tree.ts';
import { Day, GrantCode, Id } from '../formats.ts';
import { Zone } from '../partial-date-time.ts';

const Cell = z.strictObject({ code: z.string().regex(/^[A-Z0-9_]{1,32}$/), value: z.int().nonnegative() });

/** One way to split the figure (total, sex, minority, …). All of its cells are shown, or none with the reason (5.4). */
const Margin = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]{1,31}$/),
  shown: z.boolean(),
  cells: z.array(Cell).max(20),
  withheldBecause: z.enum(['CELL_BELOW_K', 'DIFFERENCE_BELOW_K']).optional(),
});

/** A release: frozen, computed from the log up to the pinned event (I-109, DP-26). No person's data, nothing sealed. */
export const reportEvents = {
  IndicatorReportPublished: event({
    grantId: clear(Id),
    grantCode: clear(GrantCode),
    centreId: clear(Id),
    from: clear(Day),
    to: clear(Day),
    zone: clear(Zone),
    definitionVersion: clear(z.int().positive()),
    /** The last event that was counted. */
    asOfEventId: clear(Id),
    k: clear(z.int().min(2)),
    indicators: clear(z.array(z.strictObject({ id: z.string().regex(/^IND-\d{2}$/), margins: z.array(Margin).min(1).max(10) })).min(1).max(22)),
    /** Persons left out because they did not consent to non-identifying reporting: a band, never the number (5.4). */
    excludedBand: clear(z.enum(['0', '1-10', '11-50', '51+'])),
    erased: clear(z.enum(['0', '1-10', '11-50', '51+'])),
    /** SHA-256 over the canonical form of the figures. */
    contentDigest: clear(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)),
  }),
};

export const reportFact = factsOf(reportEvents);
