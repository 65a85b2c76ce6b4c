import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@amana/domain/roles';
import { partners } from '@amana/http-api/outsiders';
import { atOnce } from '../demo/at-once.ts';
import { isOfTheSystem, logOf } from '../testing/log-of.ts';
import { accessPage, recordsOf, statedFor } from './access-tables.ts';
import { startAccessWorld, type AccessWorld, type Cell, type Told } from './access-world.ts';
import { routesOfTheApi } from './routes-of-the-api.ts';

const AT_ONCE = 16;
const routes = routesOfTheApi();
const shortOf = (role: string): string => (role === 'no token' ? '–' : (accessPage.roles.get(role) ?? role));
const everybody = ['no token', ...Object.keys(roles.codes)];
const outsiders = [...partners, 'DONOR'];

/** Whom a role is refused anyway is asked about three of them only: one is like the other. */
function recordsAsked(route: string, role: string): string[] {
  const records = recordsOf(route);
  if (records.length === 0) return ['own'];
  return statedFor(route, { role: shortOf(role) }) === '✓' ? records : ['own', 'other', 'none'];
}

const cells: readonly Cell[] = routes.flatMap((route) => everybody.flatMap((role) => recordsAsked(route, role).map((record) => ({ route, role, record }))));
const statedOf = ({ route, role, record }: Cell) => statedFor(route, { role: shortOf(role), ...(recordsOf(route).length === 0 ? {} : { record }) });

const codes: Readonly<Record<string, readonly unknown[]>> = { 401: ['UNAUTHENTICATED', 'TOKEN_REFUSED'], 403: ['FORBIDDEN'], 404: ['RECORD_NOT_FOUND'] };

/** A command that is heard is told that its empty body will not do; that is said only to whom may give it. */
function shown({ status, code }: Told): string {
  if (status === 200 || (status === 400 && code === 'INVALID_BODY')) return '✓';
  return codes[status]?.includes(code) === true ? String(status) : `${status} ${String(code)}`;
}

describe('docs/access.md', () => {
  it('has a row for every route of the API, and none for another', () => {
    const rows = accessPage.byRole.flatMap((table) => [...table.rows.keys()]);
    expect(rows.toSorted()).toEqual(routes.toSorted());
  });

  it('has a column for every role of the catalogue, in every table', () => {
    expect([...accessPage.roles.keys()]).toEqual(Object.keys(roles.codes));
    for (const { heads } of accessPage.byRole) expect(heads).toEqual(everybody.map(shortOf));
  });

  it('says of every route that names a record whose records are meant, and of no other', () => {
    const naming = routes.filter((route) => route.includes('{id}') || route === 'GET /v1/indicators');
    expect(routes.filter((route) => recordsOf(route).length > 0)).toEqual(naming);
    for (const route of naming) expect({ route, records: recordsOf(route) }).toEqual({ route, records: expect.arrayContaining(['own', 'other', 'none']) });
    const used = new Set(naming.flatMap((route) => [route, route.replace(/[^/]+$/, '*')]));
    expect([...accessPage.byRecord.rows.keys()].filter((row) => !used.has(row))).toEqual([]);
  });

  it('states every cell', () => {
    expect(cells.length).toBeGreaterThan(routes.length * everybody.length);
    expect(cells.filter((cell) => !['✓', '401', '403', '404'].includes(statedOf(cell) ?? ''))).toEqual([]);
  });
});

describe('the running program does what docs/access.md says', () => {
  let world: AccessWorld;
  const told = new Map<Cell, Told>();
  beforeAll(async () => {
    world = await startAccessWorld();
    await atOnce(AT_ONCE, cells, async (cell) => void told.set(cell, await world.ask(cell)));
  }, 120_000);
  afterAll(() => world.played[Symbol.asyncDispose]());

  /** Names of the headers of each 404, by route. What begins a record is never told that there is none. */
  const headersOf = (record: string): Map<string, string[]> => {
    const missing = [...told].filter(([cell, { status }]) => status === 404 && cell.record === record);
    const byRoute = Map.groupBy(missing, ([{ route }]) => route);
    return new Map([...byRoute].map(([route, all]) => [route, [...new Set(all.map(([, { headers }]) => [...headers.keys()].join()))].toSorted()]));
  };

  it('cell by cell', () => {
    const differ = cells.flatMap((cell) => {
      const found = shown(told.get(cell) as Told);
      return found === statedOf(cell) ? [] : [{ ...cell, stated: statedOf(cell), found }];
    });
    expect(differ).toEqual([]);
    expect(told.size).toBe(cells.length);
  });

  it('what is another agency’s is answered as what nobody has: the same body, the same headers', () => {
    const passing = ['date', 'x-request-id', 'ratelimit', 'ratelimit-policy', 'amana-position', 'amana-lag'];
    const missing = [...told.values()].filter(({ status }) => status === 404);
    const shapes = missing.map(({ headers, text }) => {
      const { instance, ...body } = JSON.parse(text) as { instance: string };
      expect(instance).toBe(headers.get('x-request-id'));
      return JSON.stringify([[...headers].filter(([name]) => !passing.includes(name)), body]);
    });
    expect(shapes.length).toBeGreaterThan(300);
    expect(new Set(shapes).size).toBe(1);
    const [others, nobodys] = [headersOf('other'), headersOf('none')];
    const routesOfBoth = [...others.keys()].filter((route) => nobodys.has(route));
    expect(routesOfBoth.length).toBeGreaterThan(60);
    expect(routesOfBoth.map((route) => others.get(route))).toEqual(routesOfBoth.map((route) => nobodys.get(route)));
  });

  it('partners and donors see no id of a case or a person, no era and no place in the log, whatever they ask for', async () => {
    const inside = await world.inside();
    const heard = [...told].filter(([{ route, role }]) => outsiders.includes(role) && route.includes(' /v1/') && !route.endsWith('/about'));
    const texts = heard.map(([cell, { headers, text }]) => ({ ...cell, said: `${JSON.stringify([...headers])} ${text}` }));
    expect(texts.filter(({ said }) => inside.some((id) => said.includes(id)))).toEqual([]);
    expect(heard.filter(([, { headers }]) => headers.has('amana-position') || headers.has('amana-lag'))).toEqual([]);
    const packets = heard.filter(([{ route }, { status }]) => route === 'GET /v1/referrals/{id}' && status === 200);
    expect(packets).toHaveLength(partners.length);
  });

  it('nor in the answers to what partners gave in the story: referrals, and alerts to their own endpoints', async () => {
    const inside = await world.inside();
    const answered = world.played.given.filter(({ as, answer }) => partners.includes(as.role) && answer.status === 201);
    const said = answered.map(({ command, answer }) => ({ name: command.name, text: JSON.stringify([[...answer.headers], answer.body]) }));
    expect(said.map(({ name }) => name)).toEqual(expect.arrayContaining(['AcceptReferral', 'SubscribeToAlerts', 'RotateAlertSecret', 'EndAlertSubscription']));
    expect(said.filter(({ text }) => inside.some((id) => text.includes(id)) || text.includes('amana-position'))).toEqual([]);
  });

  it('stored nothing: every cell was asked without doing anything', async () => {
    const { system, stage } = world.played;
    expect(await system.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect((await logOf(system.folder)).filter((event) => !isOfTheSystem(event))).toHaveLength(stage.tally.events);
  });
});
