import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consentFact } from '@amana/domain/case/consent/events';
import { grantFact } from '@amana/domain/grant/events';
import { projectionName } from '@amana/domain/projections/projection';
import { releases } from '@amana/domain/projections/releases';
import { digestOf } from '@amana/privacy/digests';
import { v7 } from 'uuid';
import { assist, CENTRE, codes, DONOR, GRANT, OTHER_GRANT, setTheCentre, type Assisted } from '../testing/compass-people.ts';
import { AGENCY } from '../testing/embedded-app.ts';
import { createEmbeddedReading, type EmbeddedReading } from '../testing/embedded-reading.ts';
import { releaseQueries } from './release-queries.ts';

const officer = { userId: 'user-officer-1', role: 'ME_OFFICER', agencyId: AGENCY } as const;
const many = (count: number, person: Assisted): Assisted[] => Array.from({ length: count }, () => person);
const people: Assisted[] = [
  ...many(12, { sex: 'M', birthYear: 1990, reintegrated: true }),
  ...many(12, { sex: 'F', birthYear: 1991 }),
  ...many(5, { sex: 'F', birthYear: 2011 }),
  ...many(2, { sex: 'M', birthYear: 1992, mayBeReported: false }),
];
const body = { grantId: GRANT, centreId: CENTRE, from: '2022-01-01', to: '2022-12-31' };
const withheld = { shown: false, cells: [], withheldBecause: 'CELL_BELOW_K' };

describe('a release', () => {
  let reading: EmbeddedReading;
  beforeAll(async () => {
    reading = await createEmbeddedReading();
    await setTheCentre(reading);
    await Promise.all(people.map((person) => assist(reading, person)));
    const withdrawing = await assist(reading, { sex: 'M', birthYear: 1992 });
    const { events } = await reading.deps.events.readStream(withdrawing);
    const consentId = events.find(({ type }) => type === 'ConsentGranted')?.data['consentId'] as string;
    await reading.tell(withdrawing, [consentFact('ConsentWithdrawn', { consentIds: [consentId], channel: 'IN_PERSON' })]);
    await reading.project();
    reading.app.setTime('2023-02-01T08:00:00.000Z');
  }, 60_000);
  afterAll(() => reading.close());

  const publish = (more: object = {}, id = v7()) => reading.app.send('PublishReport', { id, actor: officer, body: { ...body, ...more } });

  it('withholds whole margins with the reason, leaves out who did not consent or withdrew, and says so as a band (I-109, DP-26)', async () => {
    const id = v7();
    const last = await reading.deps.events.readAt((await reading.deps.events.head()) ?? 0n);
    expect(await publish({}, id)).toMatchObject({ outcome: 'stored', revision: 0 });
    const [stored] = (await reading.deps.events.readStream(`report-${id}`)).events;
    const indicators = [
      {
        id: 'IND-01',
        margins: [
          { name: 'total', shown: true, cells: [{ code: 'ALL', value: 29 }] },
          {
            name: 'sex',
            shown: true,
            cells: [
              { code: 'M', value: 12 },
              { code: 'F', value: 17 },
            ],
          },
          { name: 'minority', ...withheld },
          { name: 'fourway', ...withheld },
        ],
      },
      {
        id: 'IND-02',
        margins: [
          {
            name: 'reintegration',
            shown: true,
            cells: [
              { code: 'SUPPORTED', value: 12 },
              { code: 'NOT_SUPPORTED', value: 17 },
            ],
          },
        ],
      },
    ];
    const { contentDigest, ...rest } = stored?.data ?? {};
    expect(rest).toEqual({
      ...body,
      grantCode: 'COMPASS',
      zone: 'Africa/Niamey',
      definitionVersion: 2,
      asOfEventId: last?.id,
      k: 11,
      indicators,
      excludedBand: '1-10',
      erased: '0',
    });
    expect(contentDigest).toBe(digestOf((rest as { indicators: never }).indicators));
  });

  it.each([
    ['the same period', {}],
    ['a part of it', { from: '2022-06-01', to: '2022-06-30' }],
    ['one that begins on its last day', { from: '2022-12-31', to: '2023-01-10' }],
  ])('of %s of the same grant and centre is refused: the difference could reveal a person', async (_what, period) => {
    await reading.project();
    expect(await publish(period)).toMatchObject({
      outcome: 'rejected',
      rejection: { rejected: 'PERIOD_RELEASED_BEFORE', pointers: ['/from', '/to'] },
    });
  });

  it('is published once where two that overlap come at once, each with a report of its own (I-109)', async () => {
    const [first, second] = [v7(), v7()];
    const april = { from: '2021-04-01', to: '2021-04-30' };
    const answers = await Promise.all([publish(april, first), publish({ ...april, to: '2021-05-31' }, second)]);
    expect(answers[0]).toMatchObject({ outcome: 'stored' });
    expect(answers[1]).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'PERIOD_RELEASED_BEFORE', pointers: ['/from', '/to'] } });
    expect((await reading.deps.events.readStream(`report-${second}`)).events).toEqual([]);
  });

  it('is not decided on by rows that lag behind the log, or that are of another era (I-109)', async () => {
    await reading.project();
    const asked = { grantId: GRANT, centreId: CENTRE };
    const question = (era = reading.log.era) => releaseQueries({ ...reading.deps, era: () => era })['released-periods']?.(asked);
    expect(await question()).toContainEqual({ from: '2022-01-01', to: '2022-12-31' });
    await expect(question('another-era')).rejects.toMatchObject({ code: 'PROJECTION_BEHIND', retryable: true });
    await assist(reading, { sex: 'M', birthYear: 1990, days: [] });
    await expect(question()).rejects.toMatchObject({ code: 'PROJECTION_BEHIND', retryable: true });
  });

  it('of the days behind it is another one', async () => {
    expect(await publish({ from: '2023-01-01', to: '2023-01-31' })).toMatchObject({ outcome: 'stored' });
  });

  it('I-109: of a grant that was registered twice is one: its code is what persons are counted by', async () => {
    const twin = v7();
    const grant = { grantCode: codes[GRANT], name: { fr: 'Fictif', en: 'Fictitious' }, donorAgencyId: DONOR, agencyIds: [AGENCY], currency: 'EUR', from: '2022-01-01', to: '2022-12-31' };
    await reading.tell(`grant-${twin}`, [grantFact('GrantRegistered', grant)]);
    await reading.project();
    expect(await publish({ grantId: twin, to: '2022-12-30' })).toMatchObject({ outcome: 'rejected', rejection: { rejected: 'PERIOD_RELEASED_BEFORE' } });
  });

  it('I-109: is not decided on while a release could not be projected: it may be of any period', async () => {
    await reading.project();
    const name = projectionName(releases);
    const parked = { stream: `report-${v7()}`, rowId: '~parked-0', revision: 0, gone: false, keys: { list: false, parked: true }, body: { eventId: v7(), revision: 0, reason: 'TypeError' } };
    await reading.deps.rows.put(name, [parked]);
    const question = releaseQueries(reading.deps)['released-periods'];
    await expect(question?.({ grantId: GRANT, centreId: CENTRE })).rejects.toMatchObject({ code: 'PROJECTION_PARKED', retryable: true });
    await reading.deps.rows.put(name, [{ ...parked, revision: 1, gone: true, keys: {}, body: {} }]);
    expect(await question?.({ grantId: GRANT, centreId: CENTRE })).toContainEqual({ from: '2022-01-01', to: '2022-12-31' });
  });

  it('of the same period under another grant is another one', async () => {
    expect(await publish({ grantId: OTHER_GRANT })).toMatchObject({ outcome: 'stored' });
  });
});
