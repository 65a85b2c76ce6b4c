import { describe, expect, it } from '@jest/globals';
import { writtenSchema } from '../field-schemas.ts';
import { agencyRegistered, agencySuspended } from '../testing/agency-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { agencyFact } from './events.ts';
import { ended, ENDPOINT, endpointId, subscribed, subscription } from './fixtures.ts';
import { agencyAggregate } from './state.ts';
import { subscribeToAlerts } from './subscribe-to-alerts.ts';

const stream = `agency-${AGENCY}`;
const registered = agencyRegistered();
const tried = (facts: Parameters<typeof given>[1], body: object = subscription) =>
  given(agencyAggregate, [registered, ...facts], stream).when(subscribeToAlerts, { ...subscription, ...body });

describe('SubscribeToAlerts', () => {
  it('I-110: given an agency, when it subscribes, then alerts of the kinds that it names go to its address, by reference only', () => {
    const when = tried([]);
    when.then(agencyFact('AlertSubscriptionRegistered', subscription));
    when.relyingOn({ rules: ['I-110'], consentIds: [] });

    const commandId = '0193c5a0-0000-7000-9000-00000000c0de';
    const { state } = given(agencyAggregate, [registered, { ...subscribed(), metadata: { commandId } }], stream);
    expect(state.profile.endpoints).toEqual({
      [ENDPOINT]: {
        endpointId: ENDPOINT,
        channel: 'WEBHOOK',
        url: 'https://partner.example/amana',
        events: ['REFERRAL_SENT', 'REFERRAL_REVOKED'],
        active: true,
        secretCommandIds: [commandId],
      },
    });
  });

  it('makes a secret under the endpoint, which the event does not hold', () => {
    expect(subscribeToAlerts.secretFor?.(subscription)).toBe(ENDPOINT);
    expect(Object.keys(subscribeToAlerts.fields)).toEqual(['endpointId', 'channel', 'url', 'events', 'fieldProfile']);
  });

  it('I-110: offers no field profile but references', () => {
    expect(writtenSchema(subscribeToAlerts.fields).safeParse({ ...subscription, fieldProfile: 'FULL' }).success).toBe(false);
  });

  it('given another agency, when even the national coordination subscribes for it, then it is refused: the secret would go to the wrong hands', () => {
    const when = given(agencyAggregate, [registered], `agency-${OTHER_AGENCY}`).when(subscribeToAlerts, subscription, {
      actor: { role: 'NATIONAL_COORD', agencyId: AGENCY },
    });
    when.thenRejected('NOT_YOUR_AGENCY');
  });

  it('given a suspended agency, when it subscribes, then it is refused', () => {
    tried([agencySuspended]).thenRejected('AGENCY_NOT_ACTIVE');
  });

  it('given an endpoint, also one that has ended, when its id is used again, then it is refused', () => {
    expect(tried([subscribed()]).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/endpointId'] });
    tried([subscribed(), ended()]).thenRejected('ID_ALREADY_USED');
  });

  it.each(['EMAIL', 'SMS', 'IN_APP'])(
    'given the channel %s, which is not offered yet, when an agency subscribes, then it is refused',
    (channel) => {
      expect(tried([], { channel }).outcome).toEqual({ rejected: 'CHANNEL_NOT_OFFERED', params: {}, pointers: ['/channel'] });
    },
  );

  it('given an address without TLS, when an agency subscribes, then it is refused', () => {
    expect(tried([], { url: 'http://partner.example/amana' }).outcome).toEqual({
      rejected: 'ENDPOINT_ADDRESS_UNSAFE',
      params: {},
      pointers: ['/url'],
    });
  });

  it('given five active endpoints, when an agency subscribes, then it is refused; an ended one does not count', () => {
    const five = [1, 2, 3, 4, 5].map((n) => subscribed(n));
    const sixth = { endpointId: endpointId(6) };
    expect(tried(five, sixth).outcome).toEqual({ rejected: 'TOO_MANY_ENDPOINTS', params: { limit: 5 }, pointers: [] });
    tried([...five, ended(3)], sixth).then(agencyFact('AlertSubscriptionRegistered', { ...subscription, ...sixth }));
  });

  it('is for partners, the monitoring officer and the national coordination', () => {
    expect(subscribeToAlerts).toMatchObject({
      roles: ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON', 'ME_OFFICER', 'NATIONAL_COORD'],
      partnerRoles: [],
      creates: false,
    });
  });
});
