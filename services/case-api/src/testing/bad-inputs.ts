import { fromNow } from '@amana/access/testing/issue-token';
import { AGENCY, POLICE } from '@amana/app/testing/embedded-app';
import { collections, commands, routeName } from '@amana/domain/catalogue';
import type { Command } from '@amana/domain/command-definition';
import { frameNames } from '@amana/domain/command-frame';
import { roles, type Role } from '@amana/domain/roles';
import { v7 } from 'uuid';
import { isPublic } from '../command.routes.ts';
import { isForPartners } from '../partner.routes.ts';
import { fieldsOf, valueAt, withValue, type BodyField } from './body-fields.ts';
import type { Ask } from './case-api-server.ts';

/** One way in: a command through the staff's door or the partners'. */
export type Door = { readonly title: string; readonly command: Command<never>; readonly partner: boolean; readonly roles: readonly Role[] };

export const doors: readonly Door[] = [
  ...commands.filter(isPublic).map((command) => ({ title: command.name, command, partner: false, roles: command.roles })),
  ...commands.filter(isForPartners).map((command) => ({ title: `${command.name} (partner)`, command, partner: true, roles: command.partnerRoles })),
];

export type Setting = {
  readonly door: Door;
  /** Id in the path, and a key that was used there. */
  readonly id: string;
  readonly usedKey: string;
  readonly token: (role: Role, agency: string, claims?: object) => Promise<string>;
};

export type BadInput = {
  readonly path: string;
  readonly ask: Ask;
  readonly code: string;
  /** At least one of them is pointed at. */
  readonly pointers?: readonly string[];
};

/** What no answer and no line of output may hold. */
export const SECRET = 'zz-recognisable-zz';
export const frame = { occurredAt: { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' } };
export const exampleOf = ({ command }: Door) => ({ ...frame, ...command.example });

export const pathOf = ({ command, partner }: Door, id: string): string =>
  `/v1/${partner ? 'referrals' : collections[command.on.kind]}/${id}/${routeName(command.name)}`;

/** Whose role this door is for. The coordination may write to every agency and centre, so it is no stranger there. */
const roleAt = (door: Door): Role => door.roles.find((role) => role !== 'NATIONAL_COORD' && role !== 'SYS') ?? 'NATIONAL_COORD';
const isCoordinators = (door: Door): boolean => roleAt(door) === 'NATIONAL_COORD';
const homeOf = (door: Door): string => (door.partner ? POLICE : AGENCY);

/** What every body may hold besides is the same everywhere: one door is enough for it. */
const elsewhere: readonly string[] = frameNames.filter((name) => name !== 'occurredAt');
const fieldsAt = (door: Door): BodyField[] => fieldsOf(door.command).filter(({ path }) => door === doors[0] || !elsewhere.includes(String(path[0])));

/** Forms of one mistake that no command can tell apart: all of them at the first door, one at the others. */
const forms = <T>(door: Door, all: readonly T[]): readonly T[] => (door === doors[0] ? all : all.slice(0, 1));

type Making = { readonly setting: Setting; readonly good: Ask };
type Bad = Omit<BadInput, 'path' | 'ask'> & { readonly path?: string; readonly ask?: Partial<Ask> };
type Kind = { readonly what: string; readonly applies?: (door: Door) => boolean; readonly make: (making: Making) => Promise<readonly Bad[]> | readonly Bad[] };

const headers = (good: Ask, change: Record<string, string>): Partial<Ask> => ({ headers: { ...good.headers, ...change } });
const withoutKey = (good: Ask): Partial<Ask> => ({ headers: Object.fromEntries(Object.entries(good.headers ?? {}).filter(([name]) => name !== 'Idempotency-Key')) });
const invalid = (body: unknown, pointers: readonly string[]): Bad => ({ code: 'INVALID_BODY', ask: { body }, pointers });
const bodyOf = ({ good }: Making) => good.body as Record<string, unknown>;

const impossible: readonly [RegExp, string][] = [
  [/^\d{4}-\d{2}-\d{2}T.*Z$/, '2022-02-30T08:00:00Z'],
  [/^\d{4}-\d{2}-\d{2}$/, '2022-02-30'],
  [/^\d{4}-\d{2}$/, '2022-13'],
];

function strangerIsTold(door: Door): string {
  const { kind } = door.command.on;
  if (door.partner) return 'RECORD_NOT_FOUND';
  if (isCoordinators(door)) return 'STREAM_EXISTS'; // no stranger, see `roleAt`
  if (kind === 'agency') return 'FORBIDDEN';
  // A person of its own, which is empty: so what creates one is refused by the rules.
  return kind === 'person' && door.command.creates ? 'NOT_THE_CASE_OF_THIS_PERSON' : 'RECORD_NOT_FOUND';
}

const STRANGER = '0193c5a0-0000-7000-8000-00000000a9e9';

/** Every kind of bad input that every command must refuse in the same way. */
export const kinds: readonly Kind[] = [
  { what: 'no token', make: () => [{ code: 'UNAUTHENTICATED', ask: { token: undefined } }] },
  {
    what: 'an expired token',
    make: async ({ setting: { door, token } }) => [{ code: 'TOKEN_EXPIRED', ask: { token: await token(roleAt(door), homeOf(door), { iat: fromNow(-300), exp: fromNow(-60) }) } }],
  },
  {
    what: 'a token that is not ours, or whose role no person may have',
    make: async ({ setting: { door, token } }) => forms(door, [
      { code: 'TOKEN_REFUSED', ask: { token: `${(await token(roleAt(door), homeOf(door))).slice(0, -8)}AAAAAAAA` } },
      { code: 'TOKEN_REFUSED', ask: { token: await token('SYS', homeOf(door)) } },
    ]),
  },
  {
    what: 'the token of another agency',
    applies: (door) => !isCoordinators(door) || door.command.creates,
    make: async ({ setting: { door, token } }) => [{ code: strangerIsTold(door), ask: { token: await token(roleAt(door), STRANGER) } }],
  },
  {
    what: 'a role that it is not for',
    make: async ({ setting: { door, token } }) => {
      const others = (Object.keys(roles.codes) as Role[]).filter((role) => role !== 'SYS' && !door.roles.includes(role));
      return Promise.all([others.at(0), others.at(-1)].map(async (role = 'DONOR') => ({ code: 'FORBIDDEN', ask: { token: await token(role, homeOf(door)) } })));
    },
  },
  { what: 'malformed JSON', make: () => [{ code: 'MALFORMED_JSON', ask: { body: `{"names":["${SECRET}"` } }] },
  {
    what: 'no body',
    make: ({ good }) => [
      { code: 'UNSUPPORTED_MEDIA_TYPE', ask: { body: undefined } },
      { code: 'INVALID_BODY', ask: { body: '', ...headers(good, { 'Content-Type': 'application/json' }) }, pointers: ['/occurredAt'] },
    ],
  },
  {
    what: 'a content type that is not JSON',
    make: ({ good, setting: { door } }) => forms(door, ['text/plain', 'application/x-www-form-urlencoded', 'application/json-patch+json']).map((type) => ({ code: 'UNSUPPORTED_MEDIA_TYPE', ask: { body: `names=${SECRET}`, ...headers(good, { 'Content-Type': type }) } })),
  },
  { what: 'a body of more than 256 kB', make: (making) => [{ code: 'BODY_TOO_LARGE', ask: { body: { ...bodyOf(making), more: SECRET.repeat(16_384) } } }] },
  { what: 'a body that is no object', make: () => [invalid([SECRET], [''])] },
  { what: 'an unknown field', make: (making) => [invalid({ ...bodyOf(making), unknownField: SECRET }, ['/unknownField'])] },
  {
    what: 'a missing field, each in turn',
    make: (making) =>
      fieldsAt(making.setting.door)
        .filter(({ path, required }) => required && valueAt(bodyOf(making), path) !== undefined)
        .map(({ path, pointers }) => invalid(withValue(making.good.body, path, undefined), pointers)),
  },
  {
    what: 'a wrong code, in each coded field in turn',
    make: (making) =>
      fieldsAt(making.setting.door)
        .filter(({ coded }) => coded)
        .map(({ path, pointers }) => invalid(withValue(making.good.body, path, SECRET), pointers)),
  },
  {
    what: 'a value of another type, in each field of the body in turn',
    make: (making) =>
      Object.entries(bodyOf(making)).map(([name, value]) => {
        const inside = [...Object.keys(value ?? {}), 'wrong'].map((key) => `/${name}/${key}`);
        return invalid({ ...bodyOf(making), [name]: { wrong: SECRET } }, [`/${name}`, ...inside]);
      }),
  },
  {
    what: 'an impossible date, in each that is given',
    make: (making) =>
      fieldsAt(making.setting.door).flatMap(({ path, pointers }) => {
        const value = valueAt(bodyOf(making), path);
        const wrong = impossible.find(([form]) => typeof value === 'string' && form.test(value))?.[1];
        return wrong === undefined ? [] : [invalid(withValue(making.good.body, path, wrong), pointers)];
      }),
  },
  {
    what: 'a day that has not begun yet',
    make: (making) => [{ code: 'OCCURRED_IN_FUTURE', ask: { body: { ...bodyOf(making), occurredAt: { value: '2022-06-16', precision: 'day', zone: 'Africa/Niamey' } } }, pointers: ['/occurredAt'] }],
  },
  {
    what: 'an id in the path that is no UUID',
    make: ({ setting: { door, id } }) => forms(door, [SECRET, '1', id.toUpperCase(), `${id}0`, '%00']).map((wrong) => ({ code: 'ID_INVALID', path: pathOf(door, wrong) })),
  },
  { what: 'no Idempotency-Key', make: ({ good }) => [{ code: 'IDEMPOTENCY_KEY_MISSING', ask: withoutKey(good) }] },
  { what: 'a malformed Idempotency-Key', make: ({ good, setting: { door } }) => forms(door, [SECRET, '1', `${v7()}0`]).map((key) => ({ code: 'IDEMPOTENCY_KEY_INVALID', ask: headers(good, { 'Idempotency-Key': key }) })) },
  { what: 'a malformed If-Match', make: ({ good, setting: { door } }) => forms(door, [`"${SECRET}"`, '0', 'W/"0"', '"-1"', '*']).map((match) => ({ code: 'IF_MATCH_INVALID', ask: headers(good, { 'If-Match': match }) })) },
  { what: 'an If-Match of another revision', applies: (door) => !door.partner, make: ({ good }) => [{ code: 'STALE_REVISION', ask: headers(good, { 'If-Match': '"99"' }) }] },
  { what: 'a key that was used for something else', make: ({ good, setting }) => [{ code: 'KEY_REUSED', ask: headers(good, { 'Idempotency-Key': setting.usedKey }) }] },
  { what: 'another method', make: ({ setting: { door } }) => forms(door, [{ method: 'GET', body: undefined }, { method: 'PUT' }, { method: 'PATCH' }, { method: 'DELETE' }]).map((ask) => ({ code: 'METHOD_NOT_ALLOWED', ask })) },
];

export async function badInputsOf(kind: Kind, setting: Setting): Promise<BadInput[]> {
  const { door, id, token } = setting;
  const path = pathOf(door, id);
  const good: Ask = { token: await token(roleAt(door), homeOf(door)), body: exampleOf(door), headers: { 'Idempotency-Key': v7() } };
  const made = await kind.make({ setting, good });
  return made.map((bad) => ({ ...bad, path: bad.path ?? path, ask: { ...good, ...bad.ask } }));
}
