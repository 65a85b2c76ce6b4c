import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { createAuthenticate } from '@amana/access/authenticate';
import { createTokenVerifier } from '@amana/access/token';
import { expect, test } from '@jest/globals';
import { createDevIssuer, type DevIssuerOptions } from './component.ts';

const AGENCY = '018f0000-0000-7000-8000-0000000000a1';
const good: DevIssuerOptions = { host: '127.0.0.1', port: 0, audience: 'amana', nodeEnv: undefined };

async function startIssuer(options: Partial<DevIssuerOptions> = {}) {
  const issuer = createDevIssuer({ ...good, ...options });
  await issuer.start();
  const authenticate = createAuthenticate(
    createTokenVerifier({ issuer: issuer.issuer(), audience: 'amana', keys: issuer.jwksUrl(), roles: ['CASEWORKER', 'DONOR', 'DPO'] }),
  );
  return {
    issuer,
    ask: (query: string, init: RequestInit = {}) => fetch(`${issuer.issuer()}/dev-token?${query}`, init),
    actorOf: async (response: Response) => {
      const { access_token: token } = (await response.json()) as { access_token: string };
      return authenticate({ authorization: `Bearer ${token}` });
    },
    [Symbol.asyncDispose]: () => issuer.stop(),
  };
}

test.each(['127.0.0.1', '::1'])('a token asked for on %s is what the services accept', async (host) => {
  await using dev = await startIssuer({ host });
  const response = await dev.ask(`role=CASEWORKER&agency=${AGENCY}&sub=user-4711`);
  expect(response.status).toBe(200);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(await dev.actorOf(response)).toEqual({ userId: 'user-4711', role: 'CASEWORKER', agencyId: AGENCY, grants: [] });
});

test('the answer tells the kind of token and its life', async () => {
  await using dev = await startIssuer();
  const body: unknown = await (await dev.ask(`role=DPO&agency=${AGENCY}`)).json();
  expect(body).toEqual({ access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), token_type: 'Bearer', expires_in: 600 });
});

test('a donor’s grants, whom one acts for and a zone go into the token; without a sub there is one per role', async () => {
  await using dev = await startIssuer();
  const asked = await dev.ask(`role=DONOR&agency=${AGENCY}&grants=COMPASS-NE,EU_2026&on_behalf_of=user-0815&zone=Africa/Niamey`);
  expect(await dev.actorOf(asked)).toEqual({
    userId: 'dev-user:DONOR',
    role: 'DONOR',
    agencyId: AGENCY,
    onBehalfOf: 'user-0815',
    grants: ['COMPASS-NE', 'EU_2026'],
    zone: 'Africa/Niamey',
  });
});

test.each([
  ['a form', new URLSearchParams({ role: 'DPO', agency: AGENCY })],
  ['JSON', JSON.stringify({ role: 'DPO', agency: AGENCY })],
])('a POST may carry the parameters as %s', async (_what, body) => {
  await using dev = await startIssuer();
  const headers = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
  expect(await dev.actorOf(await dev.ask('', { method: 'POST', body, headers }))).toMatchObject({ userId: 'dev-user:DPO', role: 'DPO' });
});

test.each([
  [
    '',
    [
      { pointer: '/role', code: 'REQUIRED' },
      { pointer: '/agency', code: 'REQUIRED' },
    ],
  ],
  ['role=CASEWORKER&agency=ANLTP', [{ pointer: '/agency', code: 'WRONG_FORMAT' }]],
  [`role=case+worker&agency=${AGENCY}`, [{ pointer: '/role', code: 'INVALID' }]],
  [`role=DPO&agency=${AGENCY}&rôle=x`, [{ pointer: '/*', code: 'UNKNOWN_FIELD' }]],
])('a request that is not complete is refused with what is wrong: %s', async (query, errors) => {
  await using dev = await startIssuer();
  const response = await dev.ask(query);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: 'invalid_request', errors });
});

test('a name as sub is issued as asked, and refused by the services', async () => {
  await using dev = await startIssuer();
  const response = await dev.ask(`role=CASEWORKER&agency=${AGENCY}&sub=Fatima+Issoufou`);
  await expect(dev.actorOf(response)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', reason: 'SUBJECT_NOT_OPAQUE' });
});

test('the token of another issuer, or of an earlier start, is worth nothing', async () => {
  await using first = await startIssuer();
  await using second = await startIssuer();
  await expect(second.actorOf(await first.ask(`role=DPO&agency=${AGENCY}`))).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
});

test('a page in a browser gets no token, neither by its own name nor by one that points at this machine', async () => {
  await using dev = await startIssuer();
  const query = `role=DPO&agency=${AGENCY}`;
  const asked = await dev.ask(query, { headers: { Origin: 'https://evil.example' } });
  expect(asked.status).toBe(403);
  expect(await asked.json()).toEqual({ error: 'access_denied' });
  const rebound = request(`${dev.issuer.issuer()}/dev-token?${query}`, { headers: { Host: 'evil.example' } }).end();
  const [response] = (await once(rebound, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(403);
});

test('a connection that a browser keeps open does not hold up the stop', async () => {
  const dev = await startIssuer();
  const socket = connect(Number(new URL(dev.issuer.issuer()).port), '127.0.0.1');
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  await dev.issuer.stop();
  await closed;
});

test('the public keys hold no private part', async () => {
  await using dev = await startIssuer();
  const { keys } = (await (await fetch(dev.issuer.jwksUrl())).json()) as { keys: object[] };
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([['alg', 'crv', 'kid', 'kty', 'x']]);
});

test('it does not exist in production', () => {
  expect(() => createDevIssuer({ ...good, nodeEnv: 'production' })).toThrow(
    expect.objectContaining({ name: 'SetupFailure', code: 'DEV_ISSUER_IN_PRODUCTION' }),
  );
});

test.each(['0.0.0.0', '::', '192.168.1.10', '127.evil.example', 'localhost', ''])('it listens nowhere but on loopback: %j', (host) => {
  expect(() => createDevIssuer({ ...good, host })).toThrow(
    expect.objectContaining({ name: 'SetupFailure', code: 'DEV_ISSUER_NOT_ON_LOOPBACK' }),
  );
});

test('a port that is taken makes the start fail with words for the operator', async () => {
  await using first = await startIssuer();
  const port = Number(new URL(first.issuer.issuer()).port);
  await expect(createDevIssuer({ ...good, port }).start()).rejects.toMatchObject({
    code: 'LISTEN_FAILED',
    message: `cannot listen on 127.0.0.1, port ${String(port)}: something else listens there: stop it, or choose another port`,
  });
});

test('its address is known from the start on; stop is safe before a start and twice', async () => {
  const issuer = createDevIssuer(good);
  await issuer.stop();
  expect(() => issuer.issuer()).toThrow(expect.objectContaining({ code: 'NOT_LISTENING' }));
  await issuer.start();
  expect(issuer.jwksUrl().href).toBe(`${issuer.issuer()}/jwks`);
  await issuer.stop();
  await issuer.stop();
});
