import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inboxName } from '@amana/app/find-referral';
import { CENTRE, DONOR, GRANT, OTHER_GRANT } from '@amana/app/testing/compass-people';
import { AGENCY, caseworker } from '@amana/app/testing/embedded-app';
import { identificationFact } from '@amana/domain/case/identification/events';
import { caseList } from '@amana/domain/projections/case-list';
import { personCard } from '@amana/domain/projections/person-card';
import { projectionName } from '@amana/domain/projections/projection';
import { reportFact } from '@amana/domain/report/events';
import { startQueryApi, type QueryApiServer } from './testing/query-api-server.ts';
import { as, CASE, HEALTH, overfill, owner, partner, personStream, REFERRAL, tellStory } from './testing/story.ts';

const WITHHELD = { mark: 'WITHHELD' };
const cards = projectionName(personCard);
const REPORT = '0193c5a0-0000-7000-8000-000000004e01';
const OTHER_REPORT = '0193c5a0-0000-7000-8000-000000004e02';
const figures = {
  definitionVersion: 1,
  asOfEventId: REPORT,
  k: 11,
  excludedBand: '0',
  erased: '0',
  contentDigest: 'digest',
  zone: 'Africa/Niamey',
  from: '2021-01-01',
  to: '2021-12-31',
} as const;
const indicators = [{ id: 'IND-01', margins: [{ name: 'total', shown: true, cells: [{ code: 'ALL', value: 20 }] }] }];
const release = (grantId: string, grantCode: string) =>
  reportFact('IndicatorReportPublished', { ...figures, grantId, grantCode, centreId: CENTRE, indicators });

describe('lists', () => {
  let server: QueryApiServer;
  beforeAll(async () => {
    server = await startQueryApi();
    await tellStory(server);
    await server.tell(`report-${REPORT}`, [release(GRANT, 'COMPASS')], { recordedAt: '2022-06-10T09:00:00.000Z' });
    await server.tell(`report-${OTHER_REPORT}`, [release(OTHER_GRANT, 'OTHER')], {
      recordedAt: '2022-06-11T09:00:00.000Z',
      controller: HEALTH,
    });
    await server.project();
  });
  afterAll(() => server.close());

  const line = {
    caseId: CASE,
    personId: '0193c5a0-0000-7000-8000-0000000be501',
    status: 'IDENTIFIED',
    caseNumber: 'ZR-2022-0001',
    caseworkerUserId: caseworker.userId,
    centreId: null,
    openedAt: '2022-06-03T09:00:00.000Z',
    lastAt: '2022-06-06T09:00:00.000Z',
  };

  it('a caseworker sees the names of its own cases; the page is recorded with their streams', async () => {
    const { status, body, headers } = await server.get('/v1/cases', owner);
    expect({ status, body, lag: headers.get('amana-lag') }).toEqual({
      status: 200,
      body: { cases: [{ ...line, names: ['Aïcha Fictive'] }] },
      lag: '0',
    });
    expect(headers.get('amana-position')).toBe(`${server.log.era}.${String(await server.deps.events.head())}`);
    expect((await server.readings()).at(-1)).toEqual({
      userId: caseworker.userId,
      role: 'CASEWORKER',
      agencyId: AGENCY,
      purpose: 'CASEWORK',
      view: 'list',
      streams: [`case-${CASE}`, personStream],
      classes: ['identity'],
    });
  });

  it('a coordinator sees the same lines with marks, and no name is opened', async () => {
    const { body } = await server.get('/v1/cases', as('NATIONAL_COORD'));
    expect(body).toEqual({ cases: [{ ...line, names: WITHHELD }] });
    expect((await server.readings()).at(-1)).toMatchObject({ streams: [`case-${CASE}`], classes: [] });
  });

  it.each([
    ['open=true&status=IDENTIFIED', 1],
    ['open=false', 0],
    ['status=CLOSED', 0],
    ['caseworker=user-caseworker-1', 1],
    ['caseworker=user-caseworker-2', 0],
  ])('cases are chosen by ?%s', async (query, count) => {
    expect((await server.get(`/v1/cases?${query}`, as('SUPERVISOR'))).body['cases']).toHaveLength(count);
  });

  it('deadlines come the most urgent first; overdue is asked of the clock', async () => {
    const deadline = { caseId: CASE, entityId: REFERRAL, caseworkerUserId: caseworker.userId };
    const { body } = await server.get('/v1/deadlines', owner);
    const [receipt, answer] = body['deadlines'] as Record<string, unknown>[];
    expect(body).toEqual({
      deadlines: [
        { ...deadline, kind: 'REFERRAL_RECEIPT', dueAt: receipt?.['dueAt'], overdue: true },
        { ...deadline, kind: 'REFERRAL_ANSWER', dueAt: '2022-06-09T09:00:00.000Z', overdue: true },
      ],
    });
    expect(String(receipt?.['dueAt']) < String(answer?.['dueAt'])).toBe(true);
    server.setNow('2022-06-09T09:00:00.000Z');
    expect((await server.get('/v1/deadlines?overdue=false', owner)).body).toMatchObject({
      deadlines: [{ kind: 'REFERRAL_ANSWER', overdue: false }],
    });
    expect((await server.get('/v1/deadlines?overdue=true', owner)).body).toMatchObject({
      deadlines: [{ kind: 'REFERRAL_RECEIPT', overdue: true }],
    });
    server.setNow('2022-06-15T12:00:00.000Z');
    expect((await server.get('/v1/deadlines', { ...owner, sub: 'user-caseworker-2' })).body).toEqual({ deadlines: [] });
  });

  it('reference data: agencies, centres of the agency, grants that it may use', async () => {
    const agencies = (await server.get('/v1/agencies', owner)).body['agencies'] as Record<string, unknown>[];
    expect(agencies.map(({ agencyId, kind, active }) => ({ agencyId, kind, active }))).toEqual([
      { agencyId: AGENCY, kind: 'SOCIAL_AFFAIRS', active: true },
      { agencyId: HEALTH, kind: 'HEALTH', active: true },
    ]);
    const name = { fr: 'Fictif', en: 'Fictitious' };
    expect((await server.get('/v1/centres', owner)).body).toEqual({
      centres: [{ centreId: CENTRE, name, zone: 'Africa/Niamey', country: 'NER', admin1: 'NE-7', capacity: 2, active: true }],
    });
    const grants = (await server.get('/v1/grants', owner)).body['grants'] as Record<string, unknown>[];
    expect(grants.map(({ grantId, grantCode, donorAgencyId }) => [grantId, grantCode, donorAgencyId])).toContainEqual([
      GRANT,
      'COMPASS',
      DONOR,
    ]);
  });

  const published = {
    ...figures,
    reportId: REPORT,
    grantId: GRANT,
    grantCode: 'COMPASS',
    centreId: CENTRE,
    indicators,
    publishedAt: '2022-06-10T09:00:00.000Z',
  };
  it.each([
    ['by its agency', { role: 'DONOR', agency: DONOR }],
    ['by the grants of its token', { role: 'DONOR', agency: AGENCY, grants: ['COMPASS'] }],
    ['as the officer whose agency published it', as('ME_OFFICER')],
  ])('a release is read %s; others do not exist (DP-11)', async (_how, user) => {
    expect((await server.get('/v1/releases', user)).body).toEqual({ releases: [published] });
    expect((await server.get(`/v1/releases/${REPORT}`, user)).body).toEqual(published);
    const other = await server.get(`/v1/releases/${OTHER_REPORT}`, user);
    expect({ status: other.status, code: other.body['code'] }).toEqual({ status: 404, code: 'RECORD_NOT_FOUND' });
  });

  it.each([
    ['/v1/releases', { role: 'DONOR', agency: DONOR }],
    ['/v1/agencies', partner],
    ['/v1/referrals', partner],
  ])('%s tells an outsider no place in the log, and lets nobody probe for it', async (path, user) => {
    const beyond = `${server.log.era}.${String(10n ** 12n)}`;
    const { status, headers } = await server.get(`${path}?minPosition=${beyond}`, user);
    expect({ status, said: ['amana-position', 'amana-lag'].filter((name) => headers.has(name)) }).toEqual({ status: 200, said: [] });
  });

  it('a donor of no grant reads nothing', async () => {
    expect((await server.get('/v1/releases', { role: 'DONOR', agency: AGENCY })).body).toEqual({ releases: [] });
  });

  it('pages go on by cursor, which is of one list and one era', async () => {
    const first = await server.get('/v1/agencies?limit=1', owner);
    const cursor = encodeURIComponent(String(first.body['next']));
    const second = await server.get(`/v1/agencies?limit=1&cursor=${cursor}`, owner);
    expect([first, second].map(({ body }) => (body['agencies'] as { agencyId: string }[]).map(({ agencyId }) => agencyId))).toEqual([
      [AGENCY],
      [HEALTH],
    ]);
    expect((await server.get(`/v1/cases?cursor=${cursor}`, owner)).body['code']).toBe('CURSOR_INVALID');
    const foreign = await server.get(`/v1/agencies?cursor=${REPORT}.x`, owner);
    expect({ status: foreign.status, code: foreign.body['code'] }).toEqual({ status: 409, code: 'WRONG_ERA' });
  });
});

describe('lists that are behind', () => {
  let server: QueryApiServer;
  beforeAll(async () => {
    server = await startQueryApi();
  });
  afterAll(() => server.close());
  const names = async () => ((await server.get('/v1/cases', owner)).body['cases'] as { names: unknown }[]).map((found) => found.names);

  it('say so while they have not begun, instead of looking empty', async () => {
    await server.deps.rows.ensure({ name: 'case-list_v1', indexes: caseList.indexes });
    const { status, body, headers } = await server.get('/v1/cases', owner);
    expect({ status, code: body['code'], retryAfter: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'NOT_YET_READABLE',
      retryAfter: '2',
    });
    await server.deps.rows.ensure({ name: inboxName, indexes: [['recipient', 'sentAt']] });
    expect((await server.get('/v1/referrals', partner)).body['code']).toBe('NOT_YET_READABLE');
  });

  it('show no name once what they do not show has been waiting for a minute', async () => {
    await tellStory(server);
    await server.project();
    expect(await names()).toEqual([['Aïcha Fictive']]);
    const later = identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0001', photoTaken: false });
    await server.tell(`case-${CASE}`, [later], { recordedAt: '2022-06-15T12:00:00.000Z' });
    server.setNow('2022-06-15T12:00:59.000Z');
    expect(await names()).toEqual([['Aïcha Fictive']]);
    server.setNow('2022-06-15T12:01:00.000Z');
    expect(await names()).toEqual([WITHHELD]);
    expect((await server.get('/v1/cases', owner)).headers.get('amana-lag')).toBe('60');
  });

  it('wait for one’s own write, then say that it is not readable yet; in another era nothing is', async () => {
    const head = String(await server.deps.events.head());
    const path = (era: string) => `/v1/cases?minPosition=${era}.${head}`;
    const early = await server.get(path(server.log.era), owner);
    expect({ status: early.status, code: early.body['code'] }).toEqual({ status: 503, code: 'NOT_YET_READABLE' });
    await server.project([caseList]);
    expect((await server.get(path(server.log.era), owner)).body).toMatchObject({
      cases: [{ status: 'REGISTERED', registrationNumber: 'REG-2022-0001' }],
    });
    expect((await server.get(path(REPORT), owner)).body['code']).toBe('WRONG_ERA');
  });

  it('of another era are built anew, and until then are no answer', async () => {
    const restored = await startQueryApi({ change: () => ({ era: () => REPORT }) });
    try {
      await tellStory(restored);
      await restored.project();
      const { status, body, headers } = await restored.get('/v1/cases', owner);
      expect({ status, code: body['code'], retryAfter: headers.get('retry-after'), position: headers.get('amana-position') }).toEqual({
        status: 503,
        code: 'NOT_YET_READABLE',
        retryAfter: '2',
        position: null,
      });
    } finally {
      await restored.close();
    }
  });

  it.each([
    ['a case', 'case-list_v1', `case-${CASE}`],
    ['a person', cards, personStream],
  ])('show no name of %s that is parked', async (_whose, projection, stream) => {
    await server.project();
    server.setNow('2022-06-15T12:00:30.000Z');
    expect(await names()).toEqual([['Aïcha Fictive']]);
    const parked = { stream, rowId: '~parked-9', revision: 9, gone: false, keys: { list: false, parked: true }, body: {} };
    await server.deps.rows.put(projection, [parked]);
    expect(await names()).toEqual([WITHHELD]);
    await server.deps.rows.put(projection, [{ ...parked, revision: 10, gone: true, keys: {} }]);
    expect(await names()).toEqual([['Aïcha Fictive']]);
  });

  it('show no name out of rows that were made in another era', async () => {
    const { rows } = server.deps;
    const from = await rows.checkpoint(cards);
    if (from === undefined) throw new Error('no rows of persons');
    expect(await rows.apply(cards, { rows: [], from, to: { ...from, era: REPORT } })).toEqual({ moved: true });
    expect(await names()).toEqual([WITHHELD]);
  });
});

describe('occupancy', () => {
  it('says what the centre holds, and flags what a race or a late entry exceeded (I-50, I-52)', async () => {
    const server = await startQueryApi();
    try {
      await tellStory(server);
      await overfill(server);
      await server.project();
      expect((await server.get(`/v1/centres/${CENTRE}/occupancy`, as('CENTRE_MANAGER'))).body).toEqual({
        centreId: CENTRE,
        capacity: 2,
        present: 3,
        free: 0,
        stock: { HYGIENE_KIT: -2 },
        flags: [
          { rule: 'I-50', overBy: 1 },
          { rule: 'I-52', item: 'HYGIENE_KIT', shortBy: 2 },
        ],
      });
    } finally {
      await server.close();
    }
  });
});
