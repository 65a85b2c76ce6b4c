import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { omit } from '../field-tree.ts';
import { firstRefusal } from '../first-refusal.ts';
import { agencyEvents, agencyFact } from './events.ts';
import { alertKeepers, endpointIsActive, isOwnAgency } from './guards.ts';
import { agencyAggregate } from './state.ts';

/** The agency wants no more alerts there, or the endpoint said that it is gone (HTTP 410) and the system ends it. */
export const endAlertSubscription = commandOn(agencyAggregate)({
  name: 'EndAlertSubscription',
  roles: [...alertKeepers, 'SYS'],
  fields: omit(agencyEvents.AlertSubscriptionEnded.fields, 'reason'),
  rules: [],
  summary: { fr: 'Mettre fin à un abonnement aux alertes', en: 'End a subscription to alerts' },
  example: { endpointId: '0193c5a0-0000-7000-8000-00000000ed01' },
  decide: ({ body, state, actor, id }) => {
    const gone = actor.role === 'SYS';
    return (
      firstRefusal(gone ? undefined : isOwnAgency(actor, id), endpointIsActive(state, body.endpointId)) ??
      accept(agencyFact('AlertSubscriptionEnded', { ...body, reason: gone ? 'GONE' : 'REQUESTED' }))
    );
  },
});
