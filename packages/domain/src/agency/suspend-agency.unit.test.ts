import { describe, expect, it } from '@jest/globals';
import { agencyRegistered, agencySuspended } from '../testing/agency-facts.ts';
import { given } from '../testing/given-when-then.ts';
import { agencyFact } from './events.ts';
import { agencyAggregate, holdsMandate } from './state.ts';
import { suspendAgency } from './suspend-agency.ts';

describe('SuspendAgency', () => {
  it('I-05, I-63: given an active agency, when it is suspended, then it is not active and holds no mandate', () => {
    const suspended = agencyFact('AgencySuspended', { reason: 'ACCREDITATION_EXPIRED' });
    given(agencyAggregate, [agencyRegistered()]).when(suspendAgency, { reason: 'ACCREDITATION_EXPIRED' }).then(suspended);

    const { state } = given(agencyAggregate, [agencyRegistered(), suspended]);
    expect(state.profile.active).toBe(false);
    expect(holdsMandate(state, 'NER')).toBe(false);
  });

  it('given a suspended agency, when it is suspended again, then it is refused', () => {
    given(agencyAggregate, [agencyRegistered(), agencySuspended]).when(suspendAgency).thenRejected('AGENCY_NOT_ACTIVE');
  });

  it('is for the national coordination', () => {
    expect(suspendAgency).toMatchObject({ roles: ['NATIONAL_COORD'], partnerRoles: [], creates: false });
  });
});
