import { z } from 'zod';
import { country } from '../code-lists/cl-04-country.ts';
import { item } from '../code-lists/cl-22-item.ts';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear, optional } from '../field-tree.ts';
import { Admin1, Bilingual } from '../formats.ts';
import { Zone } from '../partial-date-time.ts';

const Stock = z.array(z.strictObject({ code: item.schema, qty: z.int().nonnegative().max(1_000_000) })).min(1).max(50);
const Places = z.int().positive().max(100_000);

/** Group O: centres. Who is in one, and what its stock is now, are questions to the cases; this says what it can hold and was given. */
export const centreEvents = {
  CentreRegistered: event({
    name: clear(Bilingual),
    zone: clear(Zone),
    country: clear(country.schema),
    admin1: clear(Admin1),
    capacity: clear(Places),
    minorCapacity: optional(clear(Places)),
  }),
  CentreCapacityChanged: event({ capacity: clear(Places), minorCapacity: optional(clear(Places)) }),
  StockReceived: event({ items: clear(Stock) }),
  /** A count replaces what was known of the items that it names (I-52). */
  StockCounted: event({ items: clear(Stock) }),
};

export const centreFact = factsOf(centreEvents);
