import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { factsFromLog } from '@amana/app/figures/facts-from-log';
import { factsFromRows, type Facts } from '@amana/app/figures/facts-from-rows';
import { openPeople } from '@amana/app/figures/open-people';
import { pinBuilds } from '@amana/app/rebuild/pin-builds';
import { assist, CENTRE, codes, GRANT, setTheCentre } from '@amana/app/testing/compass-people';
import { AGENCY } from '@amana/app/testing/embedded-app';
import { createEmbeddedReading, type EmbeddedReading } from '@amana/app/testing/embedded-reading';
import { attributionFact } from '@amana/domain/case/attribution/events';
import { serviceFact } from '@amana/domain/case/service/events';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import { countPersons } from '@amana/domain/figures/assisted';
import type { ZonedDateTime } from '@amana/domain/partial-date-time';
import { idOf } from './cast.ts';

const NIAMEY = 'Africa/Niamey';
const december = { from: '2022-12-01', to: '2022-12-31' };
const january = { from: '2023-01-01', to: '2023-01-31' };
const leapDay = { from: '2024-02-29', to: '2024-02-29' };
const whole = { from: '2022-01-01', to: '2024-12-31' };

const at = (value: string, zone = NIAMEY): ZonedDateTime => ({ value, precision: 'instant', zone });
const day = (value: string, zone = NIAMEY): ZonedDateTime => ({ value, precision: 'day', zone });

describe('figures of a centre in Niamey', () => {
  let reading: EmbeddedReading;
  let ids = 0;

  beforeEach(async () => {
    reading = await createEmbeddedReading();
    await setTheCentre(reading);
  });
  afterEach(() => reading.close());

  /** A person whose only service was then; the server heard of it later, by a clock that was wrong. */
  async function servedAt(on: ZonedDateTime): Promise<void> {
    const stream = await assist(reading, { sex: 'F', birthYear: 1990, days: [] });
    const place = { country: 'NER' } as const;
    const service = { serviceId: idOf('5e00', ++ids), type: 'MEDICAL', tier: 'HUMANITARIAN_DIRECT', providerAgencyId: AGENCY, centreId: CENTRE, place, oneOff: true } as const;
    await reading.tell(stream, [serviceFact('ServiceDelivered', service)], { on, recordedAt: '2019-07-01T08:00:00.000Z', clock: 'unconfirmed' });
    await reading.tell(stream, [attributionFact('CaseAttributedToGrant', { grantId: GRANT, grantCode: codes[GRANT], from: '2022-01-01' })]);
  }

  async function daysIn(period: { from: string; to: string }): Promise<(string | undefined)[]> {
    const params = { ...period, centreId: CENTRE, zone: NIAMEY, grantCode: codes[GRANT], grantPeriod: whole };
    const count = async ({ facts, cards }: Facts) => countPersons(await openPeople(facts, cards, reading.app.keys), params, '2024-12-31T00:00:00.000Z').map(({ assistedOn }) => assistedOn);
    await reading.project();
    const fromRows = await count(await factsFromRows(AGENCY, pinBuilds(reading.deps.rows)));
    const head = (await reading.app.store.head()) ?? 0n;
    expect(await count(await factsFromLog(AGENCY, head, { events: reading.app.store, definitions }))).toEqual(fromRows);
    return fromRows;
  }

  it.each([
    { when: 'half an hour before New Year there', on: at('2022-12-31T22:30:00Z'), counted: [['2022-12-31'], []] },
    { when: 'half an hour after it, still December in UTC', on: at('2022-12-31T23:30:00Z'), counted: [[], ['2023-01-01']] },
    { when: 'that instant, told in Bamako, where it is still December', on: at('2022-12-31T23:30:00Z', 'Africa/Bamako'), counted: [[], ['2023-01-01']] },
    { when: 'New Year’s Eve, by day', on: day('2022-12-31'), counted: [['2022-12-31'], []] },
    { when: 'New Year’s Eve, as a day in Los Angeles, that ends when it is January in Niamey', on: day('2022-12-31', 'America/Los_Angeles'), counted: [['2022-12-31'], []] },
    { when: 'New Year’s Day, as a day in Kiritimati, that begins when it is December in Niamey', on: day('2023-01-01', 'Pacific/Kiritimati'), counted: [[], ['2023-01-01']] },
    { when: 'December, nobody knows which day', on: { value: '2022-12', precision: 'month', zone: NIAMEY } as const, counted: [['2022-12-01'], []] },
    { when: 'that winter’s year, nobody knows which month', on: { value: '2022', precision: 'year', zone: NIAMEY } as const, counted: [[], []] },
  ])('a service $when counts on its day, whatever the server’s clock showed', async ({ on, counted }) => {
    await servedAt(on);
    expect([await daysIn(december), await daysIn(january)]).toEqual(counted);
  });

  it('a leap day is a period of its own, from midnight to midnight in Niamey', async () => {
    for (const on of [at('2024-02-28T22:59:59.999Z'), at('2024-02-28T23:00:00Z'), day('2024-02-29'), at('2024-02-29T22:59:59.999Z'), at('2024-02-29T23:00:00Z')]) await servedAt(on);
    expect(await daysIn(leapDay)).toEqual(['2024-02-29', '2024-02-29', '2024-02-29']);
    expect(await daysIn({ from: '2024-02-01', to: '2024-03-01' })).toHaveLength(5);
  });
});
