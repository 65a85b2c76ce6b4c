import { describe, expect, it } from '@jest/globals';
import { CENTRE, centreRegistered } from '../testing/centre-facts.ts';
import { given } from '../testing/given-when-then.ts';
import { countStock } from './count-stock.ts';
import { centreFact } from './events.ts';
import { centreAggregate } from './state.ts';

const stream = `centre-${CENTRE}`;
const received = centreFact('StockReceived', { items: [{ code: 'SCHOOL_KIT', qty: 100 }, { code: 'FOOD_PARCEL', qty: 5 }] });
const body = { items: [{ code: 'SCHOOL_KIT' as const, qty: 87 }, { code: 'HYGIENE_KIT' as const, qty: 0 }] };
const counted = centreFact('StockCounted', body);

describe('CountStock', () => {
  it('I-52: given what was received, when the stock is counted, then the count replaces what was known of the items in it', () => {
    const when = given(centreAggregate, [centreRegistered, received], stream).when(countStock, body);
    when.then(centreFact('StockCounted', body));
    when.relyingOn({ rules: [], consentIds: [] });
    const { profile } = given(centreAggregate, [centreRegistered, received, counted], stream).state;
    expect(profile.received).toEqual({ SCHOOL_KIT: 87, FOOD_PARCEL: 5, HYGIENE_KIT: 0 });
    expect(profile.countedIn).toEqual({ SCHOOL_KIT: 2, HYGIENE_KIT: 2 });
  });

  it('I-52: given a count, when more comes in, then it adds to the count', () => {
    expect(given(centreAggregate, [centreRegistered, counted, received], stream).state.profile.received).toEqual({ SCHOOL_KIT: 187, FOOD_PARCEL: 5, HYGIENE_KIT: 0 });
  });

  it('given one item with two numbers, when the stock is counted, then it is refused, since one of them would be lost', () => {
    const twice = { items: [{ code: 'FOOD_PARCEL', qty: 1 }, ...body.items, { code: 'SCHOOL_KIT', qty: 12 }] };
    const { outcome } = given(centreAggregate, [centreRegistered], stream).when(countStock, twice);
    expect(outcome).toEqual({ rejected: 'ITEM_NAMED_TWICE', params: { item: 'SCHOOL_KIT' }, pointers: ['/items/3/code'] });
  });

  it('is for centre managers', () => {
    expect(countStock).toMatchObject({ roles: ['CENTRE_MANAGER'], partnerRoles: [], creates: false, opens: [] });
    given(centreAggregate, [centreRegistered], stream).when(countStock).then({ type: 'StockCounted', data: countStock.example });
  });
});
