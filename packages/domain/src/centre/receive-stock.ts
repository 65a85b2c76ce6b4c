import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { centreEvents, centreFact } from './events.ts';
import { centreAggregate } from './state.ts';

/** Items that came in: they add to what the centre is known to hold (I-52). */
export const receiveStock = commandOn(centreAggregate)({
  name: 'ReceiveStock',
  roles: ['CENTRE_MANAGER'],
  fields: centreEvents.StockReceived.fields,
  rules: [],
  capabilities: ['CAP-12'],
  summary: { fr: 'Enregistrer une réception de stock', en: 'Receive stock' },
  example: { items: [{ code: 'SCHOOL_KIT', qty: 100 }] },
  decide: ({ body }) => accept(centreFact('StockReceived', body)),
});
