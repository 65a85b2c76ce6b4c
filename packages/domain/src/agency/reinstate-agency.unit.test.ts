import { describe, expect, it } from '@jest/globals';
import { agencyRegistered, agencySuspended } from '../testing/agency-facts.ts';
import { given } from '../testing/given-when-then.ts';
import { agencyFact } from './events.ts';
import { reinstateAgency } from './reinstate-agency.ts';
import { agencyAggregate } from './state.ts';

describe('ReinstateAgency', () => {
  it('I-05, I-63: given a suspended agency, when it is reinstated, then it is active again', () => {
    const facts = [agencyRegistered(), agencySuspended];
    const reinstated = agencyFact('AgencyReinstated', {});
    given(agencyAggregate, facts).when(reinstateAgency, {}).then(reinstated);
    expect(given(agencyAggregate, [...facts, reinstated]).state.profile.active).toBe(true);
  });

  it('given an active agency, when it is reinstated, then it is refused', () => {
    given(agencyAggregate, [agencyRegistered()]).when(reinstateAgency).thenRejected('AGENCY_ACTIVE');
  });

  it('given an agency that nobody registered, when it is reinstated, then it is refused', () => {
    given(agencyAggregate, []).when(reinstateAgency).thenRejected('UNKNOWN_REFERENCE');
  });

  it('is for the national coordination', () => {
    expect(reinstateAgency).toMatchObject({ roles: ['NATIONAL_COORD'], partnerRoles: [], creates: false });
  });
});
