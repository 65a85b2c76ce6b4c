import { describe, expect, it } from '@jest/globals';
import { caseIn, consentTo, identified, opened, registered, screenedOutAndPlanned } from '../../testing/case-facts.ts';
import { CENTRE, centreState } from '../../testing/centre-facts.ts';
import { given } from '../../testing/given-when-then.ts';
import type { Given } from '../../testing/recorded-fact.ts';
import { closureFact } from '../closure/events.ts';
import { consentFact } from '../consent/events.ts';
import { CONSENT } from '../consent/fixtures.ts';
import { caseAggregate } from '../state.ts';
import { identificationFact } from './events.ts';
import { registerPerson } from './register-person.ts';

const body = { registrationNumber: 'REG-2022-0001', photoTaken: false };
const withPhoto = { ...body, photoTaken: true };
const openedCase = [identified, opened];
const photo = consentTo({ consentId: CONSENT, scope: 'PHOTO' });

describe('RegisterPerson', () => {
  it('I-06: given an opened case, when the person is registered, then services may follow', () => {
    const when = given(caseAggregate, openedCase).when(registerPerson, body);
    when.then(identificationFact('PersonRegistered', body));
    when.relyingOn({ rules: ['I-02', 'I-06'], consentIds: [] });
    expect(when.requests['centre']).toBeUndefined();
    expect(given(caseAggregate, [...openedCase, identificationFact('PersonRegistered', body)]).state.identification.registrationNumber).toBe('REG-2022-0001');
  });

  it('given a case that was never opened, when the person is registered, then it is refused', () => {
    const { outcome } = given(caseAggregate, [identified]).when(registerPerson, body);
    expect(outcome).toEqual({ rejected: 'CASE_NOT_OPEN', params: { state: 'IDENTIFIED' }, pointers: [] });
    given(caseAggregate, []).when(registerPerson, body).thenRejected('CASE_NOT_OPEN');
  });

  it('given a registered person, when it is registered again, then it is refused', () => {
    given(caseAggregate, [...openedCase, registered]).when(registerPerson, body).thenRejected('STREAM_EXISTS');
  });

  it('given a case that was closed before the registration, when the person is registered, then it is refused until it is reopened', () => {
    const closed: Given = closureFact('CaseClosed', { closureId: CONSENT, reason: 'LOST_CONTACT', htcdsStatus: 'Closed', retentionUntil: '2032-06-15' });
    given(caseAggregate, [...openedCase, closed]).when(registerPerson, body).thenRejected('WRONG_CASE_STATE');
    const reopened = closureFact('CaseReopened', { reason: 'NEW_NEED', priorClosureEventId: '0193c5a0-0000-7000-8000-000000000002' });
    given(caseAggregate, [...openedCase, closed, reopened]).when(registerPerson, body).then(identificationFact('PersonRegistered', body));
  });

  it('I-06: given a case that was reopened without it and has a plan by now, when the person is registered, then it is made good', () => {
    const facts = screenedOutAndPlanned();
    expect(given(caseAggregate, facts).state.lifecycle.status).toBe('PLANNED');
    given(caseAggregate, facts).when(registerPerson, body).then(identificationFact('PersonRegistered', body));
    expect(given(caseAggregate, [...facts, registered]).state.lifecycle.status).toBe('PLANNED');
  });

  it('I-02: given a person who was not informed, when it is registered, then it is refused', () => {
    const asPublicTask = { ...identified, metadata: { legalBasis: ['PUBLIC_TASK'] } };
    given(caseAggregate, [asPublicTask, opened]).when(registerPerson, body).thenRejected('INFORMATION_NOT_GIVEN');
  });

  it('given consent to a photo, when one is taken, then the registration relies on it', () => {
    const when = given(caseAggregate, [...openedCase, photo]).when(registerPerson, withPhoto);
    when.then(identificationFact('PersonRegistered', withPhoto));
    when.relyingOn({ rules: ['I-02', 'I-06'], consentIds: [CONSENT] });
  });

  it('given consent to a photo, when none is taken, then the registration does not rely on it', () => {
    given(caseAggregate, [...openedCase, photo]).when(registerPerson, body).relyingOn({ consentIds: [] });
  });

  it.each([
    ['no consent', []],
    ['a consent to something else', [consentTo({ consentId: CONSENT, scope: 'MEDIA' })]],
    ['a consent that has run out', [consentTo({ consentId: CONSENT, scope: 'PHOTO', until: '2022-06-14' })]],
    ['a consent that was withdrawn', [photo, consentFact('ConsentWithdrawn', { consentIds: [CONSENT], channel: 'IN_PERSON' })]],
  ])('given %s, when a photo is taken, then it is refused', (_what, facts) => {
    const { outcome } = given(caseAggregate, [...openedCase, ...facts]).when(registerPerson, withPhoto);
    expect(outcome).toEqual({ rejected: 'CONSENT_MISSING', params: { scope: 'PHOTO' }, pointers: [] });
  });

  it('given a centre of the agency, when the person is registered there, then it is named', () => {
    const there = { ...body, centreId: CENTRE };
    const when = given(caseAggregate, openedCase).when(registerPerson, there, { context: { centre: centreState() } });
    when.then(identificationFact('PersonRegistered', there));
    expect(when.requests['centre']).toMatchObject({ stream: `centre-${CENTRE}`, namers: 'controller' });
  });

  it('given a centre that does not exist or is another agency’s, when the person is registered there, then it is refused', () => {
    const { outcome } = given(caseAggregate, openedCase).when(registerPerson, { ...body, centreId: CENTRE }, { context: { centre: undefined } });
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/centreId'] });
  });

  it.each(['IN_ASSISTANCE', 'FOLLOW_UP', 'CLOSED'] as const)('given a case in state %s, when the person is registered, then it was before', (state) => {
    given(caseAggregate, caseIn(state)).when(registerPerson, body).thenRejected('STREAM_EXISTS');
  });

  it('is for caseworkers and centre managers', () => {
    expect(registerPerson).toMatchObject({ roles: ['CASEWORKER', 'CENTRE_MANAGER'], partnerRoles: [], creates: false, opens: [] });
  });
});
