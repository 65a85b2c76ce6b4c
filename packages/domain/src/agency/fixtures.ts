import type { Given } from '../testing/recorded-fact.ts';
import { agencyFact } from './events.ts';

export const ENDPOINT = '0193c5a0-0000-7000-8000-00000000ed01';

/** The n-th endpoint of an agency. */
export const endpointId = (n: number): string => `0193c5a0-0000-7000-8000-00000000ed${String(n).padStart(2, '0')}`;

export const subscription = {
  endpointId: ENDPOINT,
  channel: 'WEBHOOK' as const,
  url: 'https://partner.example/amana',
  events: ['REFERRAL_SENT' as const, 'REFERRAL_REVOKED' as const],
  fieldProfile: 'REFERENCE' as const,
};

export const subscribed = (n = 1): Given => agencyFact('AlertSubscriptionRegistered', { ...subscription, endpointId: endpointId(n) });
export const ended = (n = 1): Given => agencyFact('AlertSubscriptionEnded', { endpointId: endpointId(n), reason: 'REQUESTED' });
