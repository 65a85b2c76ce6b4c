import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { exportSPKI, importJWK } from 'jose';
import {
  AGENCY,
  AUDIENCE,
  fromNow,
  goodClaims,
  ISSUER,
  issueToken,
  makeKey,
  serveKeys,
  type Claims,
  type TestKey,
} from './testing/issue-token.ts';
import { createTokenVerifier, type TokenVerifierOptions } from './token.ts';
import { refusalReasons, TokenRefused, type RefusalReason, type TokenRefusalCode } from './token-refused.ts';

const roles = ['CASEWORKER', 'DONOR', 'SYS'];
let key: TestKey;
let stranger: TestKey;
beforeAll(async () => {
  [key, stranger] = await Promise.all([makeKey('EdDSA', 'k1'), makeKey('EdDSA', 'k1')]);
});

const verifierWith = (options: Partial<TokenVerifierOptions> = {}) =>
  createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: key.jwks, roles, ...options });

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function refusalFor(token: string, options: Partial<TokenVerifierOptions> = {}): Promise<TokenRefused> {
  const refused: unknown = await verifierWith(options)(token).catch((error: unknown) => error);
  if (refused instanceof TokenRefused) return refused;
  throw new Error('the token was not refused');
}

test('a good token gives the actor', async () => {
  expect(await verifierWith()(await issueToken(key))).toEqual({ userId: 'user-4711', role: 'CASEWORKER', agencyId: AGENCY, grants: [] });
});

test('what may stand in a token besides is read: whom one acts for, grants, zone', async () => {
  const claims = {
    role: 'DONOR',
    on_behalf_of: 'user-0815',
    grants: ['COMPASS-NE', 'EU_2026'],
    zone: 'Africa/Niamey',
    email: 'x@example.org',
  };
  expect(await verifierWith()(await issueToken(key, claims))).toEqual({
    userId: 'user-4711',
    role: 'DONOR',
    agencyId: AGENCY,
    onBehalfOf: 'user-0815',
    grants: ['COMPASS-NE', 'EU_2026'],
    zone: 'Africa/Niamey',
  });
});

test('the agency is compared in lower case, as it is stored', async () => {
  expect((await verifierWith()(await issueToken(key, { agency: AGENCY.toUpperCase() }))).agencyId).toBe(AGENCY);
});

test.each(['EdDSA', 'ES256', 'RS256'])('tokens signed with %s are taken', async (alg) => {
  const other = await makeKey(alg, 'k2');
  expect((await verifierWith({ keys: other.jwks })(await issueToken(other))).userId).toBe('user-4711');
});

test('an audience among several is enough', async () => {
  expect((await verifierWith()(await issueToken(key, { aud: ['other', AUDIENCE] }))).userId).toBe('user-4711');
});

type Row = [string, TokenRefusalCode, RefusalReason, Claims];
test.each<Row>([
  ['another issuer', 'TOKEN_REFUSED', 'ISSUER', { iss: `${ISSUER}/` }],
  ['another audience', 'TOKEN_REFUSED', 'AUDIENCE', { aud: 'donor-portal' }],
  ['the past as its end', 'TOKEN_EXPIRED', 'EXPIRED', { iat: fromNow(-120), exp: fromNow(-60) }],
  ['an issue more than ten minutes ago', 'TOKEN_EXPIRED', 'TOO_OLD', { iat: fromNow(-660), exp: fromNow(600) }],
  ['an issue in the future', 'TOKEN_REFUSED', 'NOT_YET_VALID', { iat: fromNow(120) }],
  ['a beginning in the future', 'TOKEN_REFUSED', 'NOT_YET_VALID', { nbf: fromNow(120) }],
  ['an end that is no number', 'TOKEN_REFUSED', 'CLAIM_INVALID', { exp: 'never' }],
  ['no iss', 'TOKEN_REFUSED', 'CLAIM_MISSING', { iss: undefined }],
  ['no aud', 'TOKEN_REFUSED', 'CLAIM_MISSING', { aud: undefined }],
  ['no sub', 'TOKEN_REFUSED', 'CLAIM_MISSING', { sub: undefined }],
  ['no role', 'TOKEN_REFUSED', 'CLAIM_MISSING', { role: undefined }],
  ['no agency', 'TOKEN_REFUSED', 'CLAIM_MISSING', { agency: undefined }],
  ['no iat', 'TOKEN_REFUSED', 'CLAIM_MISSING', { iat: undefined }],
  ['no exp', 'TOKEN_REFUSED', 'CLAIM_MISSING', { exp: undefined }],
  ['an e-mail address as sub', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { sub: 'fatima@example.org' }],
  ['a name as sub', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { sub: 'Fatima Issoufou' }],
  ['an accented name as sub', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { sub: 'Aïssatou-Salé' }],
  ['a short sub', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { sub: 'system' }],
  ['a long sub', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { sub: 'a'.repeat(129) }],
  ['a line break behind its sub', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { sub: 'user-4711\n' }],
  ['a name as on_behalf_of', 'TOKEN_REFUSED', 'SUBJECT_NOT_OPAQUE', { on_behalf_of: 'Fatima Issoufou' }],
  ['an unknown role', 'TOKEN_REFUSED', 'ROLE_UNKNOWN', { role: 'ADMIN' }],
  ['several roles', 'TOKEN_REFUSED', 'ROLE_UNKNOWN', { role: ['CASEWORKER'] }],
  ['the system as role, though the list has it', 'TOKEN_REFUSED', 'ROLE_UNKNOWN', { role: 'SYS' }],
  ['an agency that is no UUID', 'TOKEN_REFUSED', 'AGENCY_NOT_A_UUID', { agency: 'ANLTP' }],
  ['grants that are no list', 'TOKEN_REFUSED', 'CLAIM_INVALID', { grants: 'COMPASS-NE' }],
  ['a grant that is no code', 'TOKEN_REFUSED', 'CLAIM_INVALID', { grants: ['for Fatima'] }],
  ['a zone that does not exist', 'TOKEN_REFUSED', 'CLAIM_INVALID', { zone: 'Africa/Zinder' }],
])('a token with %s is refused', async (_what, ...[code, reason, claims]) => {
  const token = await issueToken(key, claims);
  const refused = await refusalFor(token);
  expect({
    name: refused.name,
    code: refused.code,
    reason: refused.reason,
    retryable: refused.retryable,
    message: refused.message,
  }).toEqual({
    name: 'TokenRefused',
    code,
    reason,
    retryable: false,
    message: refusalReasons[reason],
  });
  expect(inspect(refused, { depth: 9 })).not.toContain(token.split('.')[1]);
  expect(refused.cause).toBeUndefined();
});

test('a token of another type is refused, unless the issuer is known for it', async () => {
  const token = await issueToken(key, {}, { typ: 'JWT' });
  expect(await refusalFor(token)).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'TYPE' });
  expect((await verifierWith({ type: 'JWT' })(token)).userId).toBe('user-4711');
});

test('the limits of age and tolerance can be set', async () => {
  const old = await issueToken(key, { iat: fromNow(-50) });
  expect(await refusalFor(old, { maxAgeSeconds: 30 })).toMatchObject({ code: 'TOKEN_EXPIRED', reason: 'TOO_OLD' });
  expect((await verifierWith({ maxAgeSeconds: 30, clockToleranceSeconds: 60 })(old)).userId).toBe('user-4711');
});

test('alg none is refused, with and without a signature', async () => {
  const unsigned = `${base64url({ alg: 'none', typ: 'at+jwt' })}.${base64url(goodClaims())}.`;
  const signature = (await issueToken(key)).split('.')[2] ?? '';
  for (const token of [unsigned, unsigned + signature])
    expect(await refusalFor(token)).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'ALGORITHM' });
});

test('the public key used as a shared secret is refused', async () => {
  const rsa = await makeKey('RS256', 'k1');
  const [jwk] = rsa.jwks.keys;
  if (jwk === undefined) throw new Error('no key');
  const publicKey = await importJWK(jwk, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('no public key');
  const text = `${base64url({ alg: 'HS256', kid: 'k1', typ: 'at+jwt' })}.${base64url(goodClaims())}`;
  const token = `${text}.${createHmac('sha256', await exportSPKI(publicKey))
    .update(text)
    .digest('base64url')}`;
  expect(await refusalFor(token, { keys: rsa.jwks })).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'ALGORITHM' });
});

test.each(['ES384', 'PS256'])('an algorithm that is not pinned is refused, though its key is known: %s', async (alg) => {
  const other = await makeKey(alg, 'k2');
  expect(await refusalFor(await issueToken(other), { keys: other.jwks })).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'ALGORITHM' });
});

test('another key under the same name, and a changed claim, are refused by the signature', async () => {
  expect(await refusalFor(await issueToken(stranger))).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'SIGNATURE' });
  const [header, , signature] = (await issueToken(key)).split('.');
  const changed = [header, base64url({ ...goodClaims(), role: 'DONOR' }), signature].join('.');
  expect(await refusalFor(changed)).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'SIGNATURE' });
});

test('a key that nobody knows is refused', async () => {
  expect(await refusalFor(await issueToken(key, {}, { kid: 'k9' }))).toMatchObject({ code: 'TOKEN_REFUSED', reason: 'UNKNOWN_KEY' });
});

test.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', `${base64url({ alg: 'EdDSA' })}.e30.x`])(
  'what is no JWT is refused: %j',
  async (token) => {
    expect((await refusalFor(token)).code).toBe('TOKEN_REFUSED');
  },
);

test('fetched keys are fetched once and used for the next tokens', async () => {
  await using keys = await serveKeys(() => ({ status: 200, body: JSON.stringify(key.jwks) }));
  const verify = verifierWith({ keys: keys.url });
  await verify(await issueToken(key));
  await verify(await issueToken(key));
  expect(keys.asked()).toBe(1);
});

test.each([
  ['answers with an error', () => ({ status: 500, body: '{}' })],
  ['answers nonsense', () => ({ status: 200, body: '<html>' })],
  ['answers with no keys', () => ({ status: 200, body: '{}' })],
])('where the issuer %s nobody is refused: it is a failure that may pass', async (_what, answer) => {
  await using keys = await serveKeys(answer);
  await expect(verifierWith({ keys: keys.url })(await issueToken(key))).rejects.toMatchObject({
    name: 'PortFailure',
    code: 'ISSUER_UNAVAILABLE',
    retryable: true,
    message: 'the keys of the token issuer cannot be had',
  });
});

test('an issuer that cannot be reached is such a failure too, and passes when it is back', async () => {
  let down = true;
  await using keys = await serveKeys(() => (down ? { status: 503, body: '' } : { status: 200, body: JSON.stringify(key.jwks) }));
  const verify = verifierWith({ keys: keys.url });
  await expect(verify(await issueToken(key))).rejects.toMatchObject({ code: 'ISSUER_UNAVAILABLE' });
  down = false;
  expect((await verify(await issueToken(key))).userId).toBe('user-4711');
  const gone = await serveKeys(() => ({ status: 200, body: '' }));
  await gone.stop();
  await expect(verifierWith({ keys: gone.url })(await issueToken(key))).rejects.toMatchObject({
    code: 'ISSUER_UNAVAILABLE',
    retryable: true,
  });
});
