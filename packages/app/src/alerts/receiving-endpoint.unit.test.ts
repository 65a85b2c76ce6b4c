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

/** The facts of an agency, one per hour from 08:00 on. */
const agency = (...facts: Given[]): RecordedEvent[] =>
  facts.map((fact, revision) => {
    const recordedAt = `2022-06-01T${String(8 + revision).padStart(2, '0')}:00:00.000Z`;
    const { metadata, ...event } = recordedFact({ ...fact, metadata: { recordedAt } }, revision);
    return {
      ...event,
      data: event.data as JsonObject,
      metadata: metadata as unknown as JsonObject,
      stream: `agency-${AGENCY}`,
      position: BigInt(revision),
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
const at = (hour: number, minute = '00') => `2022-06-01T${String(hour).padStart(2, '0')}:${minute}:00.000Z`;

describe('the endpoint that receives an alert, as of the event', () => {
  const history = agency(agencyRegistered(), subscribed(FIRST), subscribed(SECOND), ended(SECOND), ended(FIRST));

  it('is none before the agency subscribed', () => {
    expect(receivingEndpoint(history, alert, at(8, '59'))).toBeUndefined();
  });

  it('is the one that was registered at that very instant, or before', () => {
    expect(receivingEndpoint(history, alert, at(9))).toBe(FIRST);
    expect(receivingEndpoint(history, alert, at(9, '30'))).toBe(FIRST);
  });

  it('is the newest of several: who moves house subscribes first and ends the old one then', () => {
    expect(receivingEndpoint(history, alert, at(10))).toBe(SECOND);
  });

  it('is one that was active then, also where it has ended since', () => {
    expect(receivingEndpoint(history, alert, at(11))).toBe(FIRST);
    expect(receivingEndpoint(history, alert, at(12))).toBeUndefined();
  });

  it('is only one that asked for this kind', () => {
    const both = agency(agencyRegistered(), subscribed(FIRST), subscribed(SECOND, ['REFERRAL_REVOKED']));
    expect(receivingEndpoint(both, alert, at(12))).toBe(FIRST);
    expect(receivingEndpoint(both, { ...alert, kind: 'REFERRAL_REVOKED' }, at(12))).toBe(SECOND);
    expect(receivingEndpoint(both, { ...alert, kind: 'REFERRAL_ACCEPTED' }, at(12))).toBeUndefined();
  });

  it('is none of another channel', () => {
    const email = agencyFact('AlertSubscriptionRegistered', {
      endpointId: FIRST,
      channel: 'EMAIL',
      url: 'https://partner.example/',
      events: ['REFERRAL_SENT'],
      fieldProfile: 'REFERENCE',
    });
    expect(receivingEndpoint(agency(agencyRegistered(), email), alert, at(12))).toBeUndefined();
  });

  it('is only that of an agency of the asked kinds', () => {
    const school = agency(agencyRegistered({ kind: 'EDUCATION' }), subscribed(FIRST));
    expect(receivingEndpoint(school, { ...alert, onlyToKinds: ['SOCIAL_AFFAIRS', 'EDUCATION'] }, at(12))).toBe(FIRST);
    expect(receivingEndpoint(school, { ...alert, onlyToKinds: ['SOCIAL_AFFAIRS'] }, at(12))).toBeUndefined();
    expect(receivingEndpoint([], { ...alert, onlyToKinds: ['EDUCATION'] }, at(12))).toBeUndefined();
  });
});
