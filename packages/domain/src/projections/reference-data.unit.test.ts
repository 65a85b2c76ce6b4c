import { describe, expect, it } from '@jest/globals';
import { agencyFact } from '../agency/events.ts';
import { centreFact } from '../centre/events.ts';
import { agencyRegistered, agencySuspended } from '../testing/agency-facts.ts';
import { CENTRE, centreRegistered } from '../testing/centre-facts.ts';
import { AGENCY, OTHER_AGENCY } from '../testing/given-when-then.ts';
import { GRANT, grantRegistered } from '../testing/grant-facts.ts';
import { rowsAfter } from '../testing/projected-facts.ts';
import type { Given } from '../testing/recorded-fact.ts';
import { referenceData } from './reference-data.ts';

const agency = (...facts: readonly Given[]) => rowsAfter(referenceData, `agency-${OTHER_AGENCY}`, facts);
const centre = (...facts: readonly Given[]) => rowsAfter(referenceData, `centre-${CENTRE}`, facts);
const capacityOf = (...later: readonly Given[]) => centre(centreRegistered, ...later).map(({ body }) => [body['capacity'], body['minorCapacity']]);

describe('reference data', () => {
  it('an agency is found by its category, and is inactive while it is suspended', () => {
    const active = (...later: readonly Given[]) => agency(agencyRegistered(), ...later).map(({ keys, body }) => [keys['active'], body['active']]);
    expect(agency(agencyRegistered()).map(({ keys }) => keys)).toStrictEqual([{ kind: 'agency', controller: AGENCY, active: true, grantCode: null, category: 'NGO' }]);
    expect(active(agencySuspended)).toEqual([[false, false]]);
    expect(active(agencySuspended, agencyFact('AgencyReinstated', {}))).toEqual([[true, true]]);
  });

  it('a grant is found by its code', () => {
    const rows = rowsAfter(referenceData, `grant-${GRANT}`, [grantRegistered()]);
    expect(rows.map(({ rowId, keys }) => [rowId, keys])).toStrictEqual([
      ['grant', { kind: 'grant', controller: AGENCY, active: true, grantCode: 'COMPASS-NL', category: null }],
    ]);
  });

  it('a centre shows the capacity that it has now; places for minors that are no longer said are gone', () => {
    expect(capacityOf()).toEqual([[10, 4]]);
    expect(capacityOf(centreFact('CentreCapacityChanged', { capacity: 12, minorCapacity: 6 }))).toEqual([[12, 6]]);
    expect(capacityOf(centreFact('CentreCapacityChanged', { capacity: 12 }))).toEqual([[12, undefined]]);
  });

  it('what is in its stock is no reference', () => {
    const stocked = centre(centreRegistered, centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 5 }] }));
    expect(stocked).toStrictEqual(centre(centreRegistered));
  });

  it('a stream without a registration is not there', () => {
    expect(centre()).toEqual([]);
    expect(centre(centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 5 }] }))).toEqual([]);
  });
});
