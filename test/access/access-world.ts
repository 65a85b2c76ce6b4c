import type { User } from '../demo/api.ts';
import { devToken } from '../demo/dev-token.ts';
import { idsOf } from '../http/target-of.ts';
import { everyWay } from '../testing/every-way.ts';
import { play } from '../testing/play.ts';
import { playTheRest } from '../testing/rest-of-the-catalogue.ts';
import { newSeed, runOf } from '../testing/seed.ts';
import { startUnlimited } from '../testing/start-unlimited.ts';

const UNKNOWN = '0193c5a0-0000-7000-8000-00000000dead';
const STRANGER = '0193c5a0-0000-7000-8000-00000000a9e9';
/** Its referral is open to the end of the story. */
const WAITING = 8;

export type Cell = { readonly route: string; readonly role: string; readonly record: string };
export type Told = { readonly status: number; readonly code: unknown; readonly headers: Headers; readonly text: string };

const collectionOf = (route: string): string => route.split('/')[2] ?? '';

/** The whole story on the real program, and one person more whom the police identified and nobody has taken over yet. */
export async function startAccessWorld() {
  const played = await play({ start: startUnlimited, people: everyWay(), run: runOf(newSeed('access')) });
  const { system, stage, cast } = played;
  try {
    await playTheRest(played);
    const found = stage.id('found only');
    const place = { country: 'NER' };
    const identified = { personId: stage.id('person found'), forAgencyId: cast.agencies.centre, channel: 'POLICE_INTERCEPTION', place, indicators: [], wayOfArrival: 'PUSHBACK_EXPULSION', legalBasis: ['PUBLIC_TASK'] };
    await stage.act({ as: cast.police, on: ['case', found], command: 'identify-person', body: identified, day: 30 });
    await system.caughtUp();
  } catch (error) {
    await played[Symbol.asyncDispose]();
    throw error;
  }

  const ids: Readonly<Record<string, string>> = { ...idsOf(played, WAITING), agencies: cast.agencies.centre };
  function agencyOf({ route, role, record }: Cell): string {
    if (record === 'other') return STRANGER;
    if (record === 'found' || record === 'opened') return cast.agencies.police;
    if (collectionOf(route) === 'referrals') return cast.agencies.health;
    return collectionOf(route) === 'releases' && role === 'DONOR' ? cast.agencies.donor : cast.agencies.centre;
  }

  const userOf = (cell: Cell): User => {
    const mine = cell.role === 'CASEWORKER' && cell.record === 'own';
    return { role: cell.role, agency: agencyOf(cell), sub: mine ? cast.caseworker(WAITING).sub : `user-${cell.role}` };
  };

  function pathOf({ route, record }: Cell): string {
    const path = route.split(' ')[1] ?? '';
    const own = record === 'found' ? stage.id('found only') : ids[collectionOf(route)];
    const id = record === 'none' ? UNKNOWN : (own ?? UNKNOWN);
    const [grant, centre] = record === 'none' ? [UNKNOWN, UNKNOWN] : [cast.grantId, cast.centreId];
    const query = path === '/v1/indicators' ? `?grant=${grant}&centre=${centre}&from=2022-01-01&to=2022-12-31` : '';
    return path.replace('{id}', id) + query;
  }

  const tokens = new Map<string, Promise<string>>();
  function tokenOf(user: User): Promise<string> {
    const name = JSON.stringify(user);
    const token = tokens.get(name) ?? devToken(system.issuer, user);
    tokens.set(name, token);
    return token;
  }

  return {
    played,
    /** What a partner must never see: ids of persons' cases and of the log, and staff's own ids of referrals. */
    inside: async () => {
      const { era } = (await (await fetch(`${system.url}/v1/about`)).json()) as { era: string };
      const perPerson = everyWay().flatMap(({ index }) => [`case ${index}`, `person ${index}`, `referral ${index} health`]);
      return [era, stage.id('found only'), ...perPerson.map((name) => stage.id(name))];
    },
    /** Asks with an empty body, so that a command which is heard stores nothing. */
    async ask(cell: Cell): Promise<Told> {
      const isCommand = cell.route.startsWith('POST ');
      const authorization = cell.role === 'no token' ? {} : { authorization: `Bearer ${await tokenOf(userOf(cell))}` };
      const body = isCommand ? { 'content-type': 'application/json', 'idempotency-key': stage.id('no command') } : {};
      const answer = await fetch(system.url + pathOf(cell), {
        method: isCommand ? 'POST' : 'GET',
        headers: { 'accept-language': 'en', ...authorization, ...body },
        ...(isCommand ? { body: '{}' } : {}),
      });
      const text = await answer.text();
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
      const code = isProblem ? (JSON.parse(text) as { code: unknown }).code : undefined;
      return { status: answer.status, code, headers: answer.headers, text };
    },
  };
}

export type AccessWorld = Awaited<ReturnType<typeof startAccessWorld>>;
