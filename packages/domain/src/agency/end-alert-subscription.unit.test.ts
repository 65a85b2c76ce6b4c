import { describe, expect, it } from '@jest/globals';
import { agencyRegistered } from '../testing/agency-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { endAlertSubscription } from './end-alert-subscription.ts';
import { agencyFact } from './events.ts';
import { ended, ENDPOINT, endpointId, subscribed } from './fixtures.ts';
import { activeEndpoints, agencyAggregate } from './state.ts';

const stream = `agency-${AGENCY}`;
const facts = [agencyRegistered(), subscribed(1), subscribed(2)];

describe('EndAlertSubscription', () => {
  it('given two endpoints, when the agency ends one, then only the other is active', () => {
    const requested = agencyFact('AlertSubscriptionEnded', { endpointId: ENDPOINT, reason: 'REQUESTED' });
    given(agencyAggregate, facts, stream).when(endAlertSubscription, { endpointId: ENDPOINT }).then(requested);

    const { state } = given(agencyAggregate, [...facts, requested], stream);
    expect(activeEndpoints(state).map((endpoint) => endpoint.endpointId)).toEqual([endpointId(2)]);
    expect(state.profile.endpoints[ENDPOINT]?.active).toBe(false);
  });

  it('given an endpoint that answered that it is gone, when the system ends it, then the event says so', () => {
    given(agencyAggregate, facts, stream)
      .when(endAlertSubscription, { endpointId: ENDPOINT }, { actor: { userId: 'system', role: 'SYS', agencyId: OTHER_AGENCY } })
      .then(agencyFact('AlertSubscriptionEnded', { endpointId: ENDPOINT, reason: 'GONE' }));
  });

  it('given another agency, when the national coordination ends its subscription, then it is refused', () => {
    const when = given(agencyAggregate, facts, `agency-${OTHER_AGENCY}`).when(endAlertSubscription, undefined, {
      actor: { role: 'NATIONAL_COORD', agencyId: AGENCY },
    });
    when.thenRejected('NOT_YOUR_AGENCY');
  });

  it('given an endpoint that does not exist, when it is ended, then it is refused', () => {
    const { outcome } = given(agencyAggregate, facts, stream).when(endAlertSubscription, { endpointId: endpointId(3) });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/endpointId'] });
  });

  it('given an ended subscription, when it is ended again, then it is refused', () => {
    given(agencyAggregate, [...facts, ended()], stream)
      .when(endAlertSubscription, { endpointId: ENDPOINT })
      .thenRejected('SUBSCRIPTION_ENDED');
  });

  it('is for those who may subscribe, and for the system', () => {
    expect(endAlertSubscription).toMatchObject({
      roles: ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON', 'ME_OFFICER', 'NATIONAL_COORD', 'SYS'],
      partnerRoles: [],
      creates: false,
      secretFor: undefined,
    });
  });
});
