import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGENCY, AUDIENCE, fromNow, goodClaims, ISSUER, issueToken, makeKey, serveKeys, type TestKey } from '@amana/access/testing/issue-token';
import { exportSPKI, importJWK, SignJWT } from 'jose';
import { exchange, requestBytes, statusesIn, type Header } from '../http/raw-exchange.ts';
import { startStandalone, type StandaloneProcess } from '../testing/standalone-process.ts';

const CASE = '0193c5a0-0000-7000-8000-0000000ca5e9';
const KEY = '0193c5a0-0000-7000-8000-00000000f004';
const reading = { method: 'GET', path: '/v1/agencies' } as const;
const writing = { method: 'POST', path: `/v1/cases/${CASE}/identify-person`, body: '{}' } as const;
const doors = [reading, writing];
const heardAt = { GET: 200, POST: 400 } as const; // an empty body is told so only to whom is heard

const base64url = (value: object | string) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const headersOf = (method: string, tokens: readonly string[]): Header[] => [
  ...tokens.map((token): Header => ['Authorization', `Bearer ${token}`]),
  ['Accept-Language', 'en'],
  ...(method === 'POST' ? ([['Content-Type', 'application/json'], ['Idempotency-Key', KEY]] as const) : []),
];

type Keys = { readonly ours: TestKey; readonly rsa: TestKey; readonly strangers: TestKey };

/** Signed with HMAC, the issuer's public key as the secret: in each form in which a verifier may hold it. */
async function signedWithPublicKey({ rsa }: Keys): Promise<string[]> {
  const jwk = rsa.jwks.keys[0] ?? {};
  const publicKey = await importJWK(jwk, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('no public key');
  const text = `${base64url({ alg: 'HS256', kid: rsa.kid, typ: 'at+jwt' })}.${base64url(goodClaims())}`;
  const secrets = [await exportSPKI(publicKey), JSON.stringify(jwk), String(jwk.n), Buffer.from(String(jwk.n), 'base64url')];
  return secrets.map((secret) => `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`);
}

const signedBy = (key: TestKey, header: object): Promise<string> =>
  new SignJWT(goodClaims()).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header }).sign(key.privateKey);

type Bad = readonly [what: string, code: string, make: (keys: Keys) => Promise<readonly string[]>];
const withClaims = (claims: object) => async ({ ours }: Keys) => [await issueToken(ours, claims as never)];
const without = (...names: readonly string[]) => ({ ours }: Keys) => Promise.all(names.map((name) => issueToken(ours, { [name]: undefined })));

const bad: readonly Bad[] = [
  ['alg none, in every spelling', 'TOKEN_REFUSED', async () => ['none', 'None', 'NONE', 'nOnE', ''].map((alg) => `${base64url({ alg, typ: 'at+jwt' })}.${base64url(goodClaims())}.AA`)],
  ['HS256 with the public key as its secret', 'TOKEN_REFUSED', signedWithPublicKey],
  ['a key that it brings along itself', 'TOKEN_REFUSED', async ({ strangers }) => [await signedBy(strangers, { jwk: strangers.jwks.keys[0] })]],
  ['an address of keys that it brings along', 'TOKEN_REFUSED', async ({ strangers }) => [await signedBy(strangers, { jku: 'http://127.0.0.1:1/jwks', x5u: 'http://127.0.0.1:1/x' })]],
  ['another key under the name of ours', 'TOKEN_REFUSED', async ({ strangers }) => [await issueToken(strangers)]],
  ['a key that nobody knows', 'TOKEN_REFUSED', async ({ ours }) => [await issueToken(ours, {}, { kid: '../../k' })]],
  ['a claim that was changed afterwards', 'TOKEN_REFUSED', async ({ ours }) => [(await issueToken(ours)).split('.').with(1, base64url({ ...goodClaims(), role: 'DPO' })).join('.')]],
  ['no signature', 'TOKEN_REFUSED', async ({ ours }) => [(await issueToken(ours)).split('.').with(2, '').join('.')]],
  ['another audience', 'TOKEN_REFUSED', withClaims({ aud: 'donor-portal' })],
  ['another issuer', 'TOKEN_REFUSED', withClaims({ iss: `${ISSUER}/` })],
  ['an end that has passed', 'TOKEN_EXPIRED', withClaims({ iat: fromNow(-120), exp: fromNow(-60) })],
  ['an age of more than ten minutes', 'TOKEN_EXPIRED', withClaims({ iat: fromNow(-700), exp: fromNow(600) })],
  ['a beginning that is to come', 'TOKEN_REFUSED', withClaims({ nbf: fromNow(300) })],
  ['an issue that is to come', 'TOKEN_REFUSED', withClaims({ iat: fromNow(300), exp: fromNow(600) })],
  ['another type', 'TOKEN_REFUSED', async ({ ours }) => Promise.all(['JWT', 'id+jwt', 'at+jwt;x', undefined].map((typ) => signedBy(ours, { typ })))],
  ['one claim too few', 'TOKEN_REFUSED', without('iss', 'aud', 'sub', 'role', 'agency', 'iat', 'exp')],
  ['a role that nobody knows', 'TOKEN_REFUSED', withClaims({ role: 'ADMIN' })],
  ['the role of the system', 'TOKEN_REFUSED', withClaims({ role: 'SYS' })],
  ['two roles', 'TOKEN_REFUSED', withClaims({ role: ['CASEWORKER', 'DPO'] })],
  ['a name for a subject', 'TOKEN_REFUSED', withClaims({ sub: 'Fatima Issoufou' })],
  ['no form of a token', 'TOKEN_REFUSED', async () => ['a.b.c', 'a.b.c.d.e', 'x', '..', `${base64url({ alg: 'EdDSA' })}.e30.`]],
  ['more than 8 kB', 'TOKEN_REFUSED', async ({ ours }) => [await issueToken(ours, { more: 'x'.repeat(8_192) })]],
];

describe('a token over HTTP, on the running program with an issuer of its own', () => {
  let amana: StandaloneProcess;
  let keys: Keys;
  let port: number;
  const cleanUp = new AsyncDisposableStack();
  beforeAll(async () => {
    const [ours, rsa, strangers] = await Promise.all([makeKey('EdDSA', 'k1'), makeKey('RS256', 'k2'), makeKey('EdDSA', 'k1')]);
    keys = { ours, rsa, strangers };
    const body = JSON.stringify({ keys: [...ours.jwks.keys, ...rsa.jwks.keys] });
    const issuer = cleanUp.use(await serveKeys(() => ({ status: 200, body })));
    amana = cleanUp.use(await startStandalone({ settings: { AMANA_ISSUER: ISSUER, AMANA_JWKS_URL: issuer.url.href, AMANA_TOKEN_AUDIENCE: AUDIENCE } }));
    port = Number(new URL(amana.url).port);
  });
  afterAll(() => cleanUp.disposeAsync());

  async function ask(door: (typeof doors)[number], tokens: readonly string[]) {
    const { text } = await exchange(port, { bytes: requestBytes({ ...door, headers: headersOf(door.method, tokens) }) });
    const body = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as { code?: string };
    return { status: statusesIn(text)[0], code: body.code, text };
  }

  it.each(doors)('a good one is heard: $method $path', async (door) => {
    expect((await ask(door, [await issueToken(keys.ours)])).status).toBe(heardAt[door.method]);
    expect((await ask(door, [await issueToken(keys.rsa)])).status).toBe(heardAt[door.method]);
  });

  it.each(bad)('with %s is refused, at reads and at commands', async (_what, code, make) => {
    const tokens = await make(keys);
    expect(tokens.length).toBeGreaterThan(0);
    for (const token of tokens) {
      for (const door of doors) {
        const answer = await ask(door, [token]);
        expect({ token, status: answer.status, code: answer.code }).toEqual({ token, status: 401, code });
        expect(answer.text).toMatch(/\r\nWWW-Authenticate: Bearer error="invalid_token"\r\n/);
        const claims = token.split('.')[1] ?? '';
        expect(claims.length > 20 && `${answer.text}${amana.output()}`.includes(claims)).toBe(false);
      }
    }
  });

  it.each(doors)('two of them are one too many, whichever is good: $method $path', async (door) => {
    const [good, other] = [await issueToken(keys.ours), await issueToken(keys.ours, { role: 'DPO', agency: AGENCY })];
    for (const tokens of [[good, good], [good, other], [good, 'a.b.c'], ['a.b.c', good]]) {
      expect(await ask(door, tokens)).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    }
    expect(await ask(door, [`${good}, Bearer ${good}`])).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });
});
