import { describe, expect, it } from '@jest/globals';
import { agencyRegistered } from '../testing/agency-facts.ts';
import { AGENCY, given, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { agencyFact } from './events.ts';
import { registerAgency } from './register-agency.ts';
import { agencyAggregate, holdsMandate } from './state.ts';

const stream = `agency-${OTHER_AGENCY}`;
const body = {
  name: { fr: 'Centre de santé de Zinder', en: 'Zinder health centre' },
  kind: 'HEALTH',
  country: 'NER',
  zone: 'Africa/Niamey',
  mandateCountries: ['NER', 'NGA'],
} as const;

describe('RegisterAgency', () => {
  it('I-05, I-63: given nothing, when an agency is registered, then it is active with its mandate', () => {
    const registered = agencyFact('AgencyRegistered', { ...body, mandateCountries: [...body.mandateCountries] });
    given(agencyAggregate, [], stream).when(registerAgency, body).then(registered);

    const { state } = given(agencyAggregate, [registered], stream);
    expect(state.profile).toEqual({
      registered: true,
      active: true,
      kind: 'HEALTH',
      country: 'NER',
      zone: 'Africa/Niamey',
      mandateCountries: ['NER', 'NGA'],
      endpoints: {},
    });
    expect([holdsMandate(state, 'NGA'), holdsMandate(state, 'BEN'), holdsMandate(state, undefined)]).toEqual([true, false, true]);
  });

  it('makes the agency its own controller, whoever registers it', () => {
    const actor = { userId: 'user-coordinator-1', role: 'NATIONAL_COORD', agencyId: AGENCY } as const;
    expect(registerAgency.controller(body, actor, OTHER_AGENCY)).toBe(OTHER_AGENCY);
  });

  it('given an agency, when its id is registered again, then it is refused', () => {
    given(agencyAggregate, [agencyRegistered()], stream).when(registerAgency, body).thenRejected('STREAM_EXISTS');
  });

  it.each(['FAMILY', 'MEDIA'] as const)(
    'CL-29: given %s, which is a recipient but no agency, when it is registered, then it is refused',
    (kind) => {
      const { outcome } = given(agencyAggregate, [], stream).when(registerAgency, { ...body, kind });
      expect(outcome).toEqual({ rejected: 'KIND_IS_NO_AGENCY', params: {}, pointers: ['/kind'] });
    },
  );

  it.each(['DONOR', 'RESEARCH', 'EMPLOYER', 'CORPORATE', 'FOREIGN_AGENCY'] as const)('CL-29: registers a %s', (kind) => {
    const data = { ...body, kind, mandateCountries: [] };
    given(agencyAggregate, [], stream).when(registerAgency, data).then(agencyFact('AgencyRegistered', data));
  });

  it('is for the national coordination', () => {
    expect(registerAgency).toMatchObject({ roles: ['NATIONAL_COORD'], partnerRoles: [], creates: true });
  });
});
