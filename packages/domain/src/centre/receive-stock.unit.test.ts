import { describe, expect, it } from '@jest/globals';
import { CENTRE, centreRegistered } from '../testing/centre-facts.ts';
import { given } from '../testing/given-when-then.ts';
import { centreFact } from './events.ts';
import { receiveStock } from './receive-stock.ts';
import { centreAggregate } from './state.ts';

const stream = `centre-${CENTRE}`;
const body = { items: [{ code: 'SCHOOL_KIT' as const, qty: 100 }, { code: 'FOOD_PARCEL' as const, qty: 5 }, { code: 'SCHOOL_KIT' as const, qty: 20 }] };

describe('ReceiveStock', () => {
  it('I-52: given what was received before, when more comes in, then it adds up, line by line', () => {
    const received = centreFact('StockReceived', body);
    const when = given(centreAggregate, [centreRegistered], stream).when(receiveStock, body);
    when.then(received);
    when.relyingOn({ rules: [], consentIds: [] });
    const { profile } = given(centreAggregate, [centreRegistered, received, received], stream).state;
    expect(profile).toMatchObject({ received: { SCHOOL_KIT: 240, FOOD_PARCEL: 10 }, countedIn: {} });
  });

  it('is for centre managers', () => {
    expect(receiveStock).toMatchObject({ roles: ['CENTRE_MANAGER'], partnerRoles: [], creates: false, opens: [] });
    given(centreAggregate, [centreRegistered], stream).when(receiveStock).then({ type: 'StockReceived', data: receiveStock.example });
  });
});
