import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { centreEvents, centreFact } from './events.ts';
import { eachItemOnce } from './guards.ts';
import { centreAggregate } from './state.ts';

/** What was found on the shelves replaces what was known of the items that it names; of the others nothing changes (I-52). */
export const countStock = commandOn(centreAggregate)({
  name: 'CountStock',
  roles: ['CENTRE_MANAGER'],
  fields: centreEvents.StockCounted.fields,
  rules: [],
  capabilities: ['CAP-12'],
  summary: { fr: 'Enregistrer un comptage du stock', en: 'Count the stock' },
  example: { items: [{ code: 'SCHOOL_KIT', qty: 87 }] },
  decide: ({ body }) => eachItemOnce(body.items) ?? accept(centreFact('StockCounted', body)),
});
