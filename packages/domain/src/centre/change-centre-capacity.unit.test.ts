import { describe, expect, it } from '@jest/globals';
import { CENTRE, centreRegistered } from '../testing/centre-facts.ts';
import { given } from '../testing/given-when-then.ts';
import { changeCentreCapacity } from './change-centre-capacity.ts';
import { centreFact } from './events.ts';
import { centreAggregate } from './state.ts';

const stream = `centre-${CENTRE}`;

describe('ChangeCentreCapacity', () => {
  it('given a centre, when its capacity is changed, then both numbers are new', () => {
    const changed = centreFact('CentreCapacityChanged', { capacity: 8 });
    const when = given(centreAggregate, [centreRegistered], stream).when(changeCentreCapacity, { capacity: 8 });
    when.then(changed);
    when.relyingOn({ rules: [], consentIds: [] });
    expect(given(centreAggregate, [centreRegistered, changed], stream).state.profile).toMatchObject({ registered: true, zone: 'Africa/Niamey', capacity: 8, minorCapacity: undefined });
  });

  it('given more places for minors than there are, when the capacity is changed, then it is refused', () => {
    const { outcome } = given(centreAggregate, [centreRegistered], stream).when(changeCentreCapacity, { capacity: 8, minorCapacity: 9 });
    expect(outcome).toEqual({ rejected: 'MINOR_CAPACITY_TOO_HIGH', params: {}, pointers: ['/minorCapacity'] });
  });

  it('is for the national coordination', () => {
    expect(changeCentreCapacity).toMatchObject({ roles: ['NATIONAL_COORD'], partnerRoles: [], creates: false, opens: [] });
    given(centreAggregate, [centreRegistered], stream).when(changeCentreCapacity).then({ type: 'CentreCapacityChanged', data: changeCentreCapacity.example });
  });
});
