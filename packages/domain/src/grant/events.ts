import { z } from 'zod';
import { factsOf } from '../decision.ts';
import { event } from '../event-definition.ts';
import { clear, optional } from '../field-tree.ts';
import { Bilingual, Currency, Day, GrantCode, Id } from '../formats.ts';

/** Group O: grants. The agencies of the list may attribute their cases to it (I-53); its donor reads its releases. */
export const grantEvents = {
  GrantRegistered: event({
    grantCode: clear(GrantCode),
    name: clear(Bilingual),
    donorAgencyId: clear(Id),
    agencyIds: clear(z.array(Id).min(1).max(200)),
    currency: clear(Currency),
    from: clear(Day),
    to: clear(Day),
    iatiId: optional(clear(z.string().regex(/^[A-Z]{2}[A-Za-z0-9._-]{2,60}$/))),
  }),
};

export const grantFact = factsOf(grantEvents);
