import { centreOf } from '../../centre/centre-of.ts';
import { centreStockOf } from '../../centre/centre-queries.ts';
import { commandOn } from '../../command-definition.ts';
import { accept } from '../../decision.ts';
import { firstRefusal } from '../../first-refusal.ts';
import { isKnown } from '../../is-known.ts';
import { grantRules } from '../attribution/grant-rules.ts';
import { caseIsOpen, isNewId, overrideIsSupervisors, personIsRegistered } from '../guards.ts';
import { caseAggregate } from '../state.ts';
import { serviceEvents, serviceFact } from './events.ts';
import { stockFor } from './stock.ts';

/** Items and kits handed to the person. More than the known stock goes out by a supervisor's override only (I-52). */
export const issueItems = commandOn(caseAggregate)({
  name: 'IssueItems',
  roles: ['CENTRE_MANAGER', 'CASEWORKER', 'SUPERVISOR'],
  fields: serviceEvents.ItemsIssued.fields,
  rules: ['I-06', 'I-52', 'I-53'],
  capabilities: ['CAP-12'],
  summary: { fr: 'Remettre des articles', en: 'Issue items' },
  example: {
    issueId: '0193c5a0-0000-7000-8000-000000155e01',
    items: [{ code: 'SCHOOL_KIT', qty: 1 }],
    centreId: '0193c5a0-0000-7000-8000-0000000ce741',
    receivedBy: 'PERSON',
  },
  context: ({ body }) => ({
    centre: body.centreId === undefined ? undefined : centreOf(body.centreId),
    stock: body.centreId === undefined ? undefined : centreStockOf({ centreId: body.centreId }),
  }),
  decide: ({ body, frame, state, actor, context, now }) => {
    const stock = body.centreId === undefined ? undefined : stockFor(body.items, context.stock, body.overrideReason !== undefined);
    return (
      firstRefusal(
        caseIsOpen(state),
        personIsRegistered(state),
        isNewId(state.service.issueIds.includes(body.issueId), '/issueId'),
        isKnown(body.centreId, context.centre, '/centreId'),
        overrideIsSupervisors(actor, body.overrideReason),
        stock?.refusal,
      ) ?? accept(serviceFact('ItemsIssued', body), { rules: ['I-06', ...(stock ? [stock.rule] : []), ...grantRules(state, frame, now)] })
    );
  },
});
