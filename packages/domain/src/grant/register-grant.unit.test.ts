import { describe, expect, it } from '@jest/globals';
import { agencyState } from '../testing/agency-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { DONOR, GRANT, grantRegistered } from '../testing/grant-facts.ts';
import { registerGrant } from './register-grant.ts';
import { grantAggregate } from './state.ts';

const stream = `grant-${GRANT}`;
const registered = grantRegistered([AGENCY, OTHER_AGENCY]);
const body = { ...registered.data };
const context = { donor: agencyState({ id: DONOR, kind: 'DONOR' }), ofCode: [] };

const tried = (change: object = {}, known: object = context) => given(grantAggregate, [], stream).when(registerGrant, { ...body, ...change }, { context: { ...known } });

describe('RegisterGrant', () => {
  it('I-53: given a donor, when its grant is registered, then it says whose cases it may pay for, and when', () => {
    const when = tried();
    when.then(registered);
    when.relyingOn({ rules: ['I-109'], consentIds: [] });
    expect(when.requests['ofCode']).toMatchObject({ name: 'grants-of-code', params: { grantCode: 'COMPASS-NL' } });
    expect(when.requests['donor']).toMatchObject({ stream: `agency-${DONOR}`, opens: [], namers: 'everybody' });
    expect(given(grantAggregate, [registered], stream).state.profile).toEqual({
      grantCode: 'COMPASS-NL',
      donorAgencyId: DONOR,
      agencyIds: [AGENCY, OTHER_AGENCY],
      from: '2022-01-01',
      to: '2022-12-31',
    });
  });

  it('stores the IATI id', () => {
    tried({ iatiId: 'XM-OCHA-585' }).then({ type: 'GrantRegistered', data: { ...body, iatiId: 'XM-OCHA-585' } });
  });

  it('given a grant of one day, when it is registered, then it is accepted, and one that ends before it begins is refused', () => {
    tried({ to: '2022-01-01' }).then({ type: 'GrantRegistered', data: { ...body, to: '2022-01-01' } });
    expect(tried({ to: '2021-12-31' }).outcome).toEqual({ rejected: 'GRANT_PERIOD_INVALID', params: {}, pointers: ['/from', '/to'] });
  });

  it('given a donor that is not registered, when its grant is registered, then it is refused', () => {
    expect(tried({}, { ofCode: [] }).outcome).toEqual({ rejected: 'UNKNOWN_REFERENCE', params: {}, pointers: ['/donorAgencyId'] });
  });

  it('I-109: given a grant of this code under another id, when it is registered, then it is refused; where nobody can say, it is registered and says so', () => {
    expect(tried({}, { ...context, ofCode: ['0193c5a0-0000-7000-8000-0000000094a9'] }).outcome).toEqual({
      rejected: 'GRANT_CODE_TAKEN',
      params: {},
      pointers: ['/grantCode'],
    });
    const unchecked = tried({}, { ...context, ofCode: 'unchecked' });
    unchecked.then(registered);
    unchecked.relyingOn({ rules: ['I-109:unchecked'], consentIds: [] });
  });

  it('given a grant, when its id is registered again, then it is refused', () => {
    given(grantAggregate, [registered], stream).when(registerGrant, body, { context }).thenRejected('STREAM_EXISTS');
  });

  it('is for officers of monitoring and evaluation', () => {
    expect(registerGrant).toMatchObject({ roles: ['ME_OFFICER'], partnerRoles: [], creates: true, opens: [] });
    given(grantAggregate, [], stream).when(registerGrant, undefined, { context }).then({ type: 'GrantRegistered', data: registerGrant.example });
  });
});
