import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assist, CENTRE, GRANT, OTHER_GRANT, setTheCentre } from '@amana/app/testing/compass-people';
import { AGENCY, POLICE } from '@amana/app/testing/embedded-app';
import { centreFact } from '@amana/domain/centre/events';
import { startQueryApi, type QueryApiServer } from './testing/query-api-server.ts';
import { as } from './testing/story.ts';

const year = 'from=2022-01-01&to=2022-12-31';
const path = (grant: string, period = year) => `/v1/indicators?grant=${grant}&centre=${CENTRE}&${period}`;
const none = { M: 0, F: 0, X: 0, U: 0 };

describe('the figures of the officer (5.4)', () => {
  let server: QueryApiServer;
  beforeAll(async () => {
    server = await startQueryApi();
    await setTheCentre(server);
    await assist(server, { sex: 'F', birthYear: 2010, reintegrated: true });
    await assist(server, { sex: 'M', birthYear: 1990, mayBeReported: false });
    await server.project();
  });
  afterAll(() => server.close());

  it('are exact, count those too who may not be reported, and say how far the lists had come', async () => {
    const { status, body, headers } = await server.get(path(GRANT), as('ME_OFFICER'));
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        definitionVersion: 2,
        grantCode: 'COMPASS',
        centreId: CENTRE,
        from: '2022-01-01',
        to: '2022-12-31',
        zone: 'Africa/Niamey',
        figures: {
          total: 2,
          sex: { ...none, M: 1, F: 1 },
          child: { ...none, F: 1 },
          adult: { ...none, M: 1 },
          ageUnknown: 0,
          reintegratedCohort: 1,
          reintegratedPeriod: 1,
          erased: 0,
        },
      },
    });
    expect(headers.get('amana-position')).toBe(`${server.log.era}.${String(await server.deps.events.head())}`);
    expect(headers.get('amana-lag')).toBe('0');
  });

  it('are recorded as read, before they are, by grant and centre (DP-05)', async () => {
    await server.get(path(GRANT), as('ME_OFFICER'));
    expect((await server.readings()).at(-1)).toEqual({
      userId: 'user-reader-1',
      role: 'ME_OFFICER',
      agencyId: AGENCY,
      purpose: 'REPORTING',
      view: 'figures',
      streams: [`grant-${GRANT}`, `centre-${CENTRE}`],
      classes: ['statistic'],
    });
  });

  it('of another grant of the same agency count its own persons only', async () => {
    expect((await server.get(path(OTHER_GRANT), as('ME_OFFICER'))).body).toMatchObject({ grantCode: 'OTHER', figures: { total: 0 } });
  });

  it.each([
    ['a period that ends before it begins', path(GRANT, 'from=2022-02-01&to=2022-01-01')],
    ['no period', path(GRANT, 'from=2022-02-01')],
    ['a day that is none', path(GRANT, 'from=2022-02-30&to=2022-12-31')],
    ['a grant that is no id', path('COMPASS')],
  ])('%s is refused', async (_what, asked) => {
    const { status, body } = await server.get(asked, as('ME_OFFICER'));
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'INVALID_QUERY' });
  });

  it('of a centre of another agency are 404, as if it did not exist', async () => {
    const foreign = '0193c5a0-0000-7000-8000-0000000ce742';
    const name = { fr: 'Fictif', en: 'Fictitious' };
    const registered = centreFact('CentreRegistered', { name, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', capacity: 2 });
    await server.tell(`centre-${foreign}`, [registered], { controller: POLICE });
    const { status, body } = await server.get(path(GRANT).replace(CENTRE, foreign), as('ME_OFFICER'));
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'RECORD_NOT_FOUND' });
  });

  it('of a grant that does not exist are 404', async () => {
    const { status, body } = await server.get(path(CENTRE), as('ME_OFFICER'));
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'RECORD_NOT_FOUND' });
  });
});
