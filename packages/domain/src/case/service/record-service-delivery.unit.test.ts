import { describe, expect, it } from '@jest/globals';
import { attributionFact } from '../attribution/events.ts';
import { consentFact } from '../consent/events.ts';
import { planFact } from '../plan/events.ts';
import { assessedCase, CONSENT, consented, drafted, item, ITEM, itemAdded, plannedCase } from '../plan/fixtures.ts';
import { agencyState } from '../../testing/agency-facts.ts';
import { caseIn, consentTo } from '../../testing/case-facts.ts';
import { CENTRE, centreState } from '../../testing/centre-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../../testing/given-when-then.ts';
import { GRANT } from '../../testing/grant-facts.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { caseAggregate } from '../state.ts';
import { serviceFact } from './events.ts';
import { recordServiceDelivery } from './record-service-delivery.ts';

const SERVICE = '0193c5a0-0000-7000-8000-00000005e002';
const body = {
  serviceId: SERVICE,
  type: 'EDUCATION' as const,
  tier: 'COMPREHENSIVE' as const,
  place: { country: 'NER' as const, admin1: 'NE-7' },
  oneOff: false,
};
const urgent = { type: 'MEDICAL' } as const;
const delivered = (change: object = {}) => serviceFact('ServiceDelivered', { ...body, providerAgencyId: AGENCY, ...change });

const tried = (facts: readonly Given[], change: object = {}, when: { context?: object; frame?: object } = {}) =>
  given(caseAggregate, facts).when(recordServiceDelivery, { ...body, ...change }, { ...when, context: { ...when.context } });

const attributed = (from: string): Given => attributionFact('CaseAttributedToGrant', { grantId: GRANT, grantCode: 'COMPASS-NL', from });

describe('RecordServiceDelivery by staff', () => {
  it('I-06: given an approved plan, when its item is served for the first time, then the agency gave it and assistance begins', () => {
    const when = tried(plannedCase, { itemId: ITEM });
    when.then(delivered({ itemId: ITEM }));
    when.relyingOn({ rules: ['I-06'], consentIds: [CONSENT] });

    const { state } = given(caseAggregate, [...plannedCase, delivered({ itemId: ITEM })]);
    expect(state.lifecycle.status).toBe('IN_ASSISTANCE');
    expect(state.service).toEqual({ serviceIds: [SERVICE], issueIds: [] });
    expect(state.plan.items[ITEM]?.status).toBe('OPEN');
  });

  it('given a plan, when a service outside it is recorded, then it is accepted, and the state stays', () => {
    tried(plannedCase).then(delivered());
    expect(given(caseAggregate, [...plannedCase, delivered()]).state.lifecycle.status).toBe('PLANNED');
  });

  it.each(['IN_ASSISTANCE', 'REINTEGRATING', 'FOLLOW_UP'] as const)('given a case in state %s and consent, when a service is recorded, then it is accepted', (state) => {
    tried([...caseIn(state), consented]).then(delivered());
  });

  it('stores all that was said', () => {
    const all = { centreId: CENTRE, quantity: 2.5, unit: 'HOUR', place: { ...body.place, locality: 'Quartier fictif' }, oneOff: true, tier: 'HUMANITARIAN_DIRECT' };
    tried(plannedCase, all, { context: { centre: centreState() } }).then(delivered(all));
  });

  it.each(['SHELTER', 'FOOD', 'NFI', 'MEDICAL', 'MHPSS', 'PHYSICAL_SECURITY'] as const)('I-24: given a registered person who refused every consent, when %s is given, then nothing blocks it', (type) => {
    const refused = consentFact('ConsentRefused', { scope: 'CASE_MANAGEMENT', reasonCode: 'NO_TRUST', effectExplained: true });
    const when = tried([...caseIn('REGISTERED'), refused], { type });
    when.then(delivered({ type }));
    when.relyingOn({ rules: ['I-06', 'I-24'], consentIds: [] });
  });

  it.each(['REGISTERED', 'IN_ASSESSMENT', 'ASSESSED'] as const)('I-06: given a case in state %s, when a service that is not urgent is recorded, then it waits for the plan', (state) => {
    expect(tried([...caseIn(state), consented]).outcome).toEqual({
      rejected: 'WRONG_CASE_STATE',
      params: { state, allowed: 'PLANNED, IN_ASSISTANCE, REINTEGRATING, FOLLOW_UP' },
      pointers: [],
    });
    tried(caseIn(state), urgent).then(delivered(urgent));
  });

  it('I-06: given a person who is not registered, when an urgent service is recorded, then it is refused', () => {
    tried(caseIn('REGISTERED').slice(0, 2), urgent).thenRejected('PERSON_NOT_REGISTERED');
  });

  it.each(['IDENTIFIED', 'CLOSED'] as const)('given a case in state %s, when an urgent service is recorded, then it is refused', (state) => {
    tried(caseIn(state), urgent).thenRejected('CASE_NOT_OPEN');
  });

  it('CL-38: given no consent to the case management, when a service that is not urgent is recorded, then it is refused', () => {
    expect(tried(caseIn('PLANNED')).outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'CASE_MANAGEMENT' }, pointers: [] });
  });

  it('CL-38: given a consent that ended since, when a service is recorded late, then the consent of that day counts', () => {
    const facts = [...caseIn('PLANNED'), consentTo({ consentId: CONSENT, scope: 'CASE_MANAGEMENT', until: '2022-06-10' })];
    const on = (value: string) => tried(facts, {}, { frame: { occurredAt: { value, precision: 'day', zone: 'Africa/Niamey' } } });
    on('2022-06-10').relyingOn({ rules: ['I-06'], consentIds: [CONSENT] });
    on('2022-06-11').thenRejected('CONSENT_MISSING');
  });

  it('given a service, when its id is used again, then it is refused', () => {
    expect(tried([...plannedCase, delivered()]).outcome).toEqual({ rejected: 'ID_ALREADY_USED', params: {}, pointers: ['/serviceId'] });
  });

  it('given an item for another service, when a service names it, then it is refused', () => {
    expect(tried(plannedCase, { itemId: ITEM, ...urgent }).outcome).toEqual({ rejected: 'ITEM_IS_FOR_OTHER_SERVICE', params: { service: 'EDUCATION' }, pointers: ['/type'] });
  });

  it('given an item that is completed, when a service names it, then it is refused', () => {
    expect(tried([...plannedCase, planFact('CasePlanItemCompleted', { itemId: ITEM })], { itemId: ITEM }).outcome).toEqual({
      rejected: 'ITEM_NOT_OPEN',
      params: {},
      pointers: ['/itemId'],
    });
  });

  it('given no such item, when a service names it, then it is refused', () => {
    expect(tried(plannedCase, { itemId: OTHER_AGENCY }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/itemId'] });
  });

  it('given an item of a plan that is not approved yet, when its urgent service is recorded, then it is accepted', () => {
    const facts = [...assessedCase, drafted, itemAdded, planFact('CasePlanItemAdded', { ...item, itemId: SERVICE, service: 'MEDICAL' })];
    tried(facts, { ...urgent, itemId: SERVICE }).then(delivered({ ...urgent, itemId: SERVICE }));
  });

  it('given another agency without a system of its own, when staff record what it gave, then it is the provider', () => {
    const when = tried(plannedCase, { providerAgencyId: OTHER_AGENCY }, { context: { provider: agencyState() } });
    expect(when.requests['provider']).toMatchObject({ stream: `agency-${OTHER_AGENCY}`, opens: [], namers: 'everybody' });
    when.then(delivered({ providerAgencyId: OTHER_AGENCY }));
  });

  it('given a provider or a centre that does not exist, when a service names it, then it is refused', () => {
    expect(tried(plannedCase, { providerAgencyId: OTHER_AGENCY }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/providerAgencyId'] });
    const centre = tried(plannedCase, { centreId: CENTRE });
    expect(centre.requests['centre']).toMatchObject({ stream: `centre-${CENTRE}`, opens: [], namers: 'controller' });
    expect(centre.outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/centreId'] });
  });

  it('asks for nothing that the body does not name', () => {
    expect(tried(plannedCase).requests).toEqual({ provider: undefined, centre: undefined });
  });

  it.each([
    [{ quantity: 3 }, '/unit'],
    [{ unit: 'HOUR' }, '/quantity'],
  ])('given %j alone, when a service is recorded, then the other half is asked for', (half, pointer) => {
    expect(tried(plannedCase, half).outcome).toEqual({ rejected: 'QUANTITY_AND_UNIT_TOGETHER', params: {}, pointers: [pointer] });
  });

  it.each([
    { how: 'from that day', facts: [attributed('2022-06-15')], grants: ['COMPASS-NL'], rule: 'I-53' },
    { how: 'from a day before', facts: [attributed('2022-01-01')], grants: ['COMPASS-NL'], rule: 'I-53' },
    { how: 'from the day after', facts: [attributed('2022-06-16')], grants: ['COMPASS-NL'], rule: 'I-53:unattributed' },
    { how: 'to none', facts: [], grants: ['COMPASS-NL'], rule: 'I-53:unattributed' },
    { how: 'to one of two', facts: [attributed('2022-01-01')], grants: ['COMPASS-NL', 'OTHER-GRANT'], rule: 'I-53:unattributed' },
  ])('I-53: given a case that is attributed $how, when a service names grants, then it is recorded and noted', ({ facts, grants, rule }) => {
    const when = tried([...plannedCase, ...facts], {}, { frame: { grants } });
    when.then(delivered());
    when.relyingOn({ rules: ['I-06', rule] });
  });

  it('CL-23: the tier of a one-off service is derived, never given', () => {
    expect(() => tried(plannedCase, { tier: 'ONE_OFF' })).toThrow('not valid');
  });

  it('is for caseworkers, centre managers, and providers on their own referral', () => {
    expect(recordServiceDelivery).toMatchObject({ roles: ['CASEWORKER', 'CENTRE_MANAGER'], partnerRoles: ['PARTNER_PROVIDER'], creates: false, opens: [] });
    given(caseAggregate, plannedCase).when(recordServiceDelivery).then({ type: 'ServiceDelivered', data: { ...recordServiceDelivery.example, providerAgencyId: AGENCY } });
  });
});
