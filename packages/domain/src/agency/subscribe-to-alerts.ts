import { commandOn } from '../command-definition.ts';
import { accept } from '../decision.ts';
import { firstRefusal } from '../first-refusal.ts';
import { reject } from '../rejection.ts';
import { isSafeAddress } from './endpoint-address.ts';
import { agencyEvents, agencyFact } from './events.ts';
import { agencyIsActive, alertKeepers, isOwnAgency } from './guards.ts';
import { activeEndpoints, agencyAggregate } from './state.ts';

const MOST_ENDPOINTS = 5;

/** Where the agency wants to be alerted, and of what. The answer shows the secret with which alerts are signed, once (I-110). */
export const subscribeToAlerts = commandOn(agencyAggregate)({
  name: 'SubscribeToAlerts',
  roles: alertKeepers,
  fields: agencyEvents.AlertSubscriptionRegistered.fields,
  secretFor: (body) => body.endpointId,
  rules: ['I-110'],
  summary: { fr: 'S’abonner aux alertes', en: 'Subscribe to alerts' },
  example: {
    endpointId: '0193c5a0-0000-7000-8000-00000000ed01',
    channel: 'WEBHOOK',
    url: 'https://partner.example/amana',
    events: ['REFERRAL_SENT', 'REFERRAL_REVOKED', 'CONSENT_WITHDRAWN'],
    fieldProfile: 'REFERENCE',
  },
  decide: ({ body, state, actor, id }) =>
    firstRefusal(
      isOwnAgency(actor, id),
      agencyIsActive(state),
      body.endpointId in state.profile.endpoints ? reject('ID_ALREADY_USED', {}, ['/endpointId']) : undefined,
      body.channel === 'WEBHOOK' ? undefined : reject('CHANNEL_NOT_OFFERED', {}, ['/channel']),
      isSafeAddress(body.url) ? undefined : reject('ENDPOINT_ADDRESS_UNSAFE', {}, ['/url']),
      activeEndpoints(state).length < MOST_ENDPOINTS ? undefined : reject('TOO_MANY_ENDPOINTS', { limit: MOST_ENDPOINTS }),
    ) ?? accept(agencyFact('AlertSubscriptionRegistered', body), { rules: ['I-110'] }),
});
