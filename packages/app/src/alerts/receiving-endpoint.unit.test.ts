import { describe, expect, it } from '@jest/globals';
import type { Alert } from '@amana/domain/alert/alertable';
import { agencyFact } from '@amana/domain/agency/events';
import type { AnyFact } from '@amana/domain/event-definition';
import { agencyRegistered } from '@amana/domain/testing/agency-facts';
import { recordedFact, type Given } from '@amana/domain/testing/recorded-fact';
import type { RecordedEvent } from '@amana/ports/event-store';
import type { JsonObject } from '@amana/ports/json';
import { receivingEndpoint } from './receiving-endpoint.ts';

const AGENCY = '0193c5a0-0000-7000-8000-00000000a9e2';
const FIRST = '0193c5a0-0000-7000-8000-00000000ed01';
const SECOND = '0193c5a0-0000-7000-8000-00000000ed02';

const subscribed = (endpointId: string, events: Alert['kind'][] = ['REFERRAL_SENT']): AnyFact =>
  agencyFact('AlertSubscriptionRegistered', {
    endpointId,
    channel: 'WEBHOOK',
    url: 'https://partner.example/amana',
    events,
    fieldProfile: 'REFERENCE',
  });
const ended = (endpointId: string): AnyFact => agencyFact('AlertSubscriptionEnded', { endpointId, reason: 'REQUESTED' });

/** The facts of an agency at the places 10, 20, 30 of the log; the clock goes back by an hour with each. */
const agency = (...facts: Given[]): RecordedEvent[] =>
  facts.map((fact, revision) => {
    const recordedAt = `2022-06-01T${String(20 - revision)}:00:00.000Z`;
    const { metadata, ...event } = recordedFact({ ...fact, metadata: { recordedAt } }, revision);
    return {
      ...event,
      data: event.data as JsonObject,
      metadata: metadata as unknown as JsonObject,
      stream: `agency-${AGENCY}`,
      position: BigInt(10 * (revision + 1)),
    };
  });

const alert: Alert = {
  kind: 'REFERRAL_SENT',
  recipientAgencyId: AGENCY,
  onlyToKinds: undefined,
  subject: { of: 'case' },
  priority: 'NORMAL',
  lastWord: false,
};

describe('the endpoint that receives an alert, as of the event', () => {
  const history = agency(agencyRegistered(), subscribed(FIRST), subscribed(SECOND), ended(SECOND), ended(FIRST));

  it('is none before the agency subscribed', () => {
    expect(receivingEndpoint(history, alert, 15n)).toBeUndefined();
  });

  it('is the one that was registered before, whatever the clock said', () => {
    expect(receivingEndpoint(history, alert, 25n)).toBe(FIRST);
  });

  it('is the newest of several: who moves house subscribes first and ends the old one then', () => {
    expect(receivingEndpoint(history, alert, 35n)).toBe(SECOND);
  });

  it('is one that was active then, also where it has ended since', () => {
    expect(receivingEndpoint(history, alert, 45n)).toBe(FIRST);
    expect(receivingEndpoint(history, alert, 55n)).toBeUndefined();
  });

  it('is only one that asked for this kind', () => {
    const both = agency(agencyRegistered(), subscribed(FIRST), subscribed(SECOND, ['REFERRAL_REVOKED']));
    expect(receivingEndpoint(both, alert, 55n)).toBe(FIRST);
    expect(receivingEndpoint(both, { ...alert, kind: 'REFERRAL_REVOKED' }, 55n)).toBe(SECOND);
    expect(receivingEndpoint(both, { ...alert, kind: 'REFERRAL_ACCEPTED' }, 55n)).toBeUndefined();
  });

  it('is none of another channel', () => {
    const email = agencyFact('AlertSubscriptionRegistered', {
      endpointId: FIRST,
      channel: 'EMAIL',
      url: 'https://partner.example/',
      events: ['REFERRAL_SENT'],
      fieldProfile: 'REFERENCE',
    });
    expect(receivingEndpoint(agency(agencyRegistered(), email), alert, 55n)).toBeUndefined();
  });

  it('is only that of an agency of the asked kinds', () => {
    const school = agency(agencyRegistered({ kind: 'EDUCATION' }), subscribed(FIRST));
    expect(receivingEndpoint(school, { ...alert, onlyToKinds: ['SOCIAL_AFFAIRS', 'EDUCATION'] }, 55n)).toBe(FIRST);
    expect(receivingEndpoint(school, { ...alert, onlyToKinds: ['SOCIAL_AFFAIRS'] }, 55n)).toBeUndefined();
    expect(receivingEndpoint([], { ...alert, onlyToKinds: ['EDUCATION'] }, 55n)).toBeUndefined();
  });
});
