import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet } from 'jose';

export type Claims = Readonly<Record<string, unknown>>;

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'amana';
export const AGENCY = '018f0000-0000-7000-8000-0000000000a1';

/** Seconds since 1970, `offset` seconds from now. */
export const fromNow = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

export const goodClaims = (): Claims => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'user-4711',
  role: 'CASEWORKER',
  agency: AGENCY,
  iat: fromNow(-10),
  exp: fromNow(590),
});

export type TestKey = { readonly kid: string; readonly alg: string; readonly privateKey: CryptoKey; readonly jwks: JSONWebKeySet };

/** A real key pair, made for this run. */
export async function makeKey(alg: string, kid: string): Promise<TestKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }] } };
}

/** A token signed with `key`. A claim or header that is given as undefined is left out. */
export function issueToken(key: TestKey, claims: Claims = {}, header: { typ?: string | undefined; kid?: string } = {}): Promise<string> {
  const { typ = 'at+jwt', kid = key.kid } = header;
  const payload = Object.fromEntries(Object.entries({ ...goodClaims(), ...claims }).filter(([, value]) => value !== undefined));
  return new SignJWT(payload).setProtectedHeader({ alg: key.alg, kid, typ }).sign(key.privateKey);
}

/** A server of public keys that counts how often it is asked. */
export async function serveKeys(answer: () => { status: number; body: string }) {
  let asked = 0;
  const server = createServer((_req, res) => {
    asked++;
    const { status, body } = answer();
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: new URL(`http://127.0.0.1:${String(address.port)}/jwks`), asked: () => asked, stop, [Symbol.asyncDispose]: stop };
}
