import { describe, expect, it } from '@jest/globals';
import { agencyState } from '../testing/agency-facts.ts';
import { CENTRE, centreRegistered } from '../testing/centre-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { centreFact } from './events.ts';
import { registerCentre } from './register-centre.ts';
import { centreAggregate } from './state.ts';

const stream = `centre-${CENTRE}`;
const facts = { name: { fr: 'Centre fictif', en: 'Fictitious centre' }, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', capacity: 10 } as const;
const body = { ...facts, agencyId: AGENCY };
const context = { agency: agencyState({ id: AGENCY }) };
const actor = { userId: 'user-coordinator-1', role: 'NATIONAL_COORD', agencyId: OTHER_AGENCY } as const;

describe('RegisterCentre', () => {
  it('given a registered agency, when a centre is registered for it, then the centre has its places and no stock', () => {
    const when = given(centreAggregate, [], stream).when(registerCentre, { ...body, minorCapacity: 4 }, { context, actor });
    const registered = centreFact('CentreRegistered', { ...facts, minorCapacity: 4 });
    when.then(registered);
    when.relyingOn({ rules: [], consentIds: [] });
    expect(when.requests['agency']).toMatchObject({ stream: `agency-${AGENCY}`, opens: [], namers: 'everybody' });
    expect(given(centreAggregate, [registered], stream).state.profile).toEqual({
      registered: true,
      zone: 'Africa/Niamey',
      capacity: 10,
      minorCapacity: 4,
      received: {},
      countedIn: {},
    });
  });

  it('makes the agency that runs it the controller, and not the coordination', () => {
    expect(registerCentre.controller(body, actor, CENTRE)).toBe(AGENCY);
  });

  it('needs no places for minors', () => {
    given(centreAggregate, [], stream).when(registerCentre, body, { context }).then(centreFact('CentreRegistered', facts));
  });

  it('given as many places for minors as there are, when the centre is registered, then it is accepted, and with one more it is refused', () => {
    const all = { ...body, minorCapacity: 10 };
    given(centreAggregate, [], stream).when(registerCentre, all, { context }).then(centreFact('CentreRegistered', { ...facts, minorCapacity: 10 }));
    const { outcome } = given(centreAggregate, [], stream).when(registerCentre, { ...body, minorCapacity: 11 }, { context });
    expect(outcome).toEqual({ rejected: 'MINOR_CAPACITY_TOO_HIGH', params: {}, pointers: ['/minorCapacity'] });
  });

  it('given an agency that is not registered, when a centre is registered for it, then it is refused', () => {
    const { outcome } = given(centreAggregate, [], stream).when(registerCentre, body);
    expect(outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/agencyId'] });
  });

  it('given a centre, when its id is registered again, then it is refused', () => {
    given(centreAggregate, [centreRegistered], stream).when(registerCentre, body, { context }).thenRejected('STREAM_EXISTS');
  });

  it('is for the national coordination', () => {
    expect(registerCentre).toMatchObject({ roles: ['NATIONAL_COORD'], partnerRoles: [], creates: true, opens: [] });
    const { agencyId: _controller, ...data } = registerCentre.example;
    given(centreAggregate, [], stream).when(registerCentre, undefined, { context }).then({ type: 'CentreRegistered', data });
  });
});
