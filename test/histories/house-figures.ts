import { factsFromLog } from '@amana/app/figures/facts-from-log';
import { factsFromRows, type Facts } from '@amana/app/figures/facts-from-rows';
import { openPeople } from '@amana/app/figures/open-people';
import { pinBuilds } from '@amana/app/rebuild/pin-builds';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { countPersons } from '@amana/domain/figures/assisted';
import { figuresOf, type Figures } from '@amana/domain/figures/figures';
import { agencies, CENTRE, GRANT_CODE } from './cast.ts';
import type { RealHouse } from './real-house.ts';

/** What is asked about the centre and its grant. */
export const asked = { from: '2022-01-01', to: '2022-12-31', centreId: CENTRE, zone: 'Africa/Niamey', grantCode: GRANT_CODE, grantPeriod: { from: '2022-01-01', to: '2023-12-31' } };

const figures = async (house: RealHouse, { facts, cards }: Facts): Promise<Figures> =>
  figuresOf(countPersons(await openPeople(facts, cards, house.keys), asked, house.clock.now()));

export const figuresFromRows = async (house: RealHouse): Promise<Figures> => figures(house, await factsFromRows(agencies.own, pinBuilds(house.stores.rows)));

export async function figuresFromLog(house: RealHouse): Promise<Figures> {
  const { events } = house.stores;
  return figures(house, await factsFromLog(agencies.own, (await events.head()) ?? 0n, { events, definitions }));
}
