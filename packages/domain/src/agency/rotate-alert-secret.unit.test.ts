import { describe, expect, it } from '@jest/globals';
import { agencyRegistered, agencySuspended } from '../testing/agency-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { agencyFact } from './events.ts';
import { ended, ENDPOINT, endpointId, subscribed } from './fixtures.ts';
import { rotateAlertSecret } from './rotate-alert-secret.ts';
import { agencyAggregate } from './state.ts';

const stream = `agency-${AGENCY}`;
const registered = agencyRegistered();
const rotated = agencyFact('AlertSecretRotated', { endpointId: ENDPOINT });
const by = (n: number) => ({ metadata: { commandId: `0193c5a0-0000-7000-9000-00000000c0d${n}` } });

describe('RotateAlertSecret', () => {
  it('given an endpoint, when its secret is rotated, then the new secret and the one before it are valid', () => {
    given(agencyAggregate, [registered, subscribed()], stream).when(rotateAlertSecret, { endpointId: ENDPOINT }).then(rotated);

    const { state } = given(
      agencyAggregate,
      [registered, { ...subscribed(), ...by(1) }, { ...rotated, ...by(2) }, { ...rotated, ...by(3) }],
      stream,
    );
    expect(state.profile.endpoints[ENDPOINT]).toMatchObject({
      active: true,
      secretCommandIds: ['0193c5a0-0000-7000-9000-00000000c0d3', '0193c5a0-0000-7000-9000-00000000c0d2'],
    });
  });

  it('makes a secret under the endpoint', () => {
    expect(rotateAlertSecret.secretFor?.({ endpointId: ENDPOINT })).toBe(ENDPOINT);
  });

  it('given a suspended agency whose secret leaked, when it rotates the secret, then it need not wait', () => {
    given(agencyAggregate, [registered, subscribed(), agencySuspended], stream)
      .when(rotateAlertSecret, { endpointId: ENDPOINT })
      .then(rotated);
  });

  it('given another agency, when the national coordination rotates its secret, then it is refused', () => {
    const when = given(agencyAggregate, [registered, subscribed()], `agency-${OTHER_AGENCY}`).when(rotateAlertSecret, undefined, {
      actor: { role: 'NATIONAL_COORD', agencyId: AGENCY },
    });
    when.thenRejected('NOT_YOUR_AGENCY');
  });

  it('given an endpoint that does not exist, when its secret is rotated, then it is refused', () => {
    const { outcome } = given(agencyAggregate, [registered, subscribed()], stream).when(rotateAlertSecret, { endpointId: endpointId(2) });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/endpointId'] });
  });

  it('given an ended subscription, when its secret is rotated, then it is refused', () => {
    given(agencyAggregate, [registered, subscribed(), ended()], stream)
      .when(rotateAlertSecret, { endpointId: ENDPOINT })
      .thenRejected('SUBSCRIPTION_ENDED');
  });

  it('is for those who may subscribe', () => {
    expect(rotateAlertSecret).toMatchObject({
      roles: ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON', 'ME_OFFICER', 'NATIONAL_COORD'],
      partnerRoles: [],
      creates: false,
    });
  });
});
