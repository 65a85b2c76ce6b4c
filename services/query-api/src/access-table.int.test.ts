import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CENTRE, GRANT } from '@amana/app/testing/compass-people';
import { AGENCY, POLICE } from '@amana/app/testing/embedded-app';
import { roles } from '@amana/domain/roles';
import { startQueryApi, type QueryApiServer, type User } from './testing/query-api-server.ts';
import { as, CASE, owner, partner, PARTNERS_REFERRAL, tellStory } from './testing/story.ts';

const OTHER = '0193c5a0-0000-7000-8000-00000000a9ff';
const UNKNOWN = '0193c5a0-0000-7000-8000-00000000dead';
const care = ['CASEWORKER', 'SUPERVISOR', 'CENTRE_MANAGER', 'TRACING_OFFICER', 'REINTEGRATION_OFFICER', 'CHILD_GUARDIAN_AUTH'];
const overseers = ['NATIONAL_COORD', 'AUDITOR', 'DPO'];
const partners = ['PARTNER_PROVIDER', 'FOREIGN_AGENCY', 'JUSTICE_LIAISON'];
/** No token is the system's. */
const everybody = Object.keys(roles.codes).filter((role) => !['DONOR', 'SYS'].includes(role));
const staff = everybody.filter((role) => !partners.includes(role));
const figures = `/v1/indicators?grant=${GRANT}&centre=${CENTRE}&from=2022-01-01&to=2022-12-31`;

/** Who is answered with 200; everybody else with 403. */
const table: readonly (readonly [path: string, readers: readonly string[]])[] = [
  ['/v1/cases', [...care, ...overseers]],
  [`/v1/cases/${CASE}`, [...care, ...overseers, 'FIRST_RESPONDER', 'PROFILER']],
  [`/v1/cases/${CASE}/history`, ['AUDITOR', 'DPO', 'SUPERVISOR']],
  [`/v1/cases/${CASE}/readers`, ['AUDITOR', 'DPO', 'SUPERVISOR']],
  ['/v1/deadlines', [...care, 'NATIONAL_COORD']],
  ['/v1/referrals', partners],
  [`/v1/centres/${CENTRE}/occupancy`, ['CENTRE_MANAGER', 'SUPERVISOR', 'NATIONAL_COORD', 'ME_OFFICER']],
  ['/v1/agencies', everybody],
  ['/v1/centres', staff],
  ['/v1/grants', staff],
  [figures, ['ME_OFFICER']],
  ['/v1/releases', ['ME_OFFICER', 'DONOR']],
];
const paths = [...table.map(([path]) => path), `/v1/referrals/${PARTNERS_REFERRAL}`, `/v1/releases/${UNKNOWN}`];

describe('who may read what: default deny', () => {
  let server: QueryApiServer;
  beforeAll(async () => {
    server = await startQueryApi();
    await tellStory(server);
    await server.project();
  });
  afterAll(() => server.close());

  it.each(table)('%s', async (path, readers) => {
    for (const role of [...everybody, 'DONOR']) {
      const user = role === 'CASEWORKER' ? owner : as(role);
      const { status, body } = await server.get(path, user);
      expect({ role, status, code: body['code'] }).toEqual({
        role,
        status: readers.includes(role) ? 200 : 403,
        code: readers.includes(role) ? undefined : 'FORBIDDEN',
      });
    }
  });

  it.each(paths)('without a token %s is answered 401, to another method 405', async (path) => {
    const { status, body } = await server.get(path);
    expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    const other = await server.get(path, owner, { method: 'DELETE' });
    expect({ status: other.status, code: other.body['code'], allow: other.headers.get('allow') }).toEqual({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      allow: 'GET, HEAD',
    });
  });

  it.each(paths.filter((path) => !path.startsWith('/v1/releases')))('a donor is refused %s (DP-11)', async (path) => {
    const { status, body } = await server.get(path, { role: 'DONOR', agency: AGENCY });
    expect({ status, code: body['code'] }).toEqual({ status: 403, code: 'FORBIDDEN' });
  });

  const strangers: readonly (readonly [string, User])[] = [
    [`/v1/cases/${CASE}`, { ...owner, agency: OTHER }],
    [`/v1/cases/${CASE}`, as('SUPERVISOR', POLICE)],
    [`/v1/cases/${CASE}/history`, as('AUDITOR', OTHER)],
    [`/v1/cases/${CASE}/readers`, as('DPO', OTHER)],
    [`/v1/centres/${CENTRE}/occupancy`, as('CENTRE_MANAGER', OTHER)],
    [figures, as('ME_OFFICER', OTHER)],
    [`/v1/referrals/${PARTNERS_REFERRAL}`, as('PARTNER_PROVIDER', OTHER)],
    [`/v1/referrals/${UNKNOWN}`, partner],
    [`/v1/cases/${UNKNOWN}`, as('SUPERVISOR')],
    [`/v1/releases/${UNKNOWN}`, as('ME_OFFICER')],
  ];
  it.each(strangers)('%s does not exist for somebody whose it is not', async (path, user) => {
    const before = (await server.readings()).length;
    const { status, body } = await server.get(path, user);
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'RECORD_NOT_FOUND' });
    expect(await server.readings()).toHaveLength(before);
  });

  it.each(['/v1/cases', '/v1/deadlines', '/v1/centres', '/v1/grants'])('%s of another agency is empty', async (path) => {
    const { status, body } = await server.get(path, as('SUPERVISOR', OTHER));
    expect({ status, lists: Object.values(body) }).toEqual({ status: 200, lists: [[]] });
  });

  it('a caseworker lists its own cases, and is refused those of another', async () => {
    const other = { ...owner, sub: 'user-caseworker-2' };
    expect((await server.get('/v1/cases', other)).body).toEqual({ cases: [] });
    expect((await server.get('/v1/cases?caseworker=user-caseworker-2', owner)).status).toBe(403);
    expect((await server.get(`/v1/cases/${CASE}`, other)).status).toBe(403);
  });

  it.each([
    ['/v1/cases/CASE', 'ID_INVALID'],
    ['/v1/cases?limit=0', 'INVALID_QUERY'],
    ['/v1/cases?open=maybe', 'INVALID_QUERY'],
    ['/v1/cases?cursor=mine', 'CURSOR_INVALID'],
    [`/v1/cases/${CASE}?knownAt=yesterday`, 'INVALID_QUERY'],
    ['/v1/cases?minPosition=7', 'INVALID_QUERY'],
  ])('%s is refused with %s', async (path, code) => {
    const { status, body } = await server.get(path, as('SUPERVISOR'));
    expect({ status, code: body['code'] }).toEqual({ status: 400, code });
  });
});
